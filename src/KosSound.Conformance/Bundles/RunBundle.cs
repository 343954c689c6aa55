using KosSound.Conformance.Records;
using KosSound.Conformance.Reports.Json;
using KosSound.Signals;
using KosSound.Signals.Waves;

namespace KosSound.Conformance.Bundles;

/// <summary>
/// The bundle of a run that is under way. It grows in a folder whose name says that it is incomplete; every event is on its way to
/// the disk before the call returns. All members may be called from any thread.
/// </summary>
public sealed class RunBundle : IDisposable
{
    private readonly Lock _lock = new();
    private readonly BundleFolder _folder;
    private readonly BundleLocation _location;
    private readonly EventLog _log;
    private readonly RunState _state = new();
    private readonly HashSet<string> _files = new(StringComparer.OrdinalIgnoreCase);
    private bool _completed;

    private RunBundle(BundleFolder folder, BundleLocation location, EventLog log)
    {
        _folder = folder;
        _location = location;
        _log = log;
    }

    /// <summary>Where the bundle grows.</summary>
    public string WorkingFolder => _folder.Working;

    /// <summary>Where the bundle will stand.</summary>
    public string FinalFolder => _folder.Final;

    /// <summary>Every planned test as it stands, those without a record as not run.</summary>
    public IReadOnlyList<TestRecord> Tests
    {
        get
        {
            lock (_lock)
                return _state.Tests;
        }
    }

    /// <summary>Makes the folder and writes what is known before anything is played.</summary>
    /// <param name="location">Where the bundle goes.</param>
    /// <param name="header">The run; its id names the folder.</param>
    /// <param name="planned">Every test that will be reported whatever happens; ids are unique.</param>
    /// <param name="time">Clock of the events; the system's when null.</param>
    /// <exception cref="EvidenceException">The folder cannot be made or written.</exception>
    /// <exception cref="ArgumentException">Two planned tests share an id.</exception>
    public static RunBundle Create(BundleLocation location, RunHeader header, IReadOnlyList<PlannedTest> planned, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(location);
        ArgumentNullException.ThrowIfNull(header);
        ArgumentNullException.ThrowIfNull(planned);
        if (planned.GroupBy(p => p.Id).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new ArgumentException($"test id '{twice.Key}' is planned {twice.Count()} times", nameof(planned));
        var bundle = Open(location, header.RunId, time ?? TimeProvider.System);
        try
        {
            bundle.Append(Event(BundleEventKind.Start) with { SchemaVersion = ResultsJson.SchemaVersion, Header = header });
            bundle.Append(Event(BundleEventKind.Plan) with { Plan = planned });
            return bundle;
        }
        catch (EvidenceException)
        {
            bundle.Dispose();
            throw;
        }
    }

    /// <summary>Records a test. A second record of a test, one that nobody planned, or a value that is not finite is kept as well as can be
    /// and makes the run a defect of the suite.</summary>
    /// <exception cref="EvidenceException">It cannot be written.</exception>
    public void Add(TestRecord test)
    {
        ArgumentNullException.ThrowIfNull(test);
        var clean = FiniteValues.Clean(test, out var defects);
        lock (_lock)
        {
            if (!_state.IsPlanned(test.Id))
                Defect($"{test.Id}: was recorded but not planned");
            if (_state.Has(test.Id))
                Defect($"{test.Id}: was recorded twice");
            foreach (var defect in defects)
                Defect(defect);
            Append(Event(BundleEventKind.Test) with { Test = clean });
        }
    }

    /// <summary>Replaces the record of a test by what a later finding makes of it; events.jsonl keeps both.</summary>
    /// <exception cref="EvidenceException">It cannot be written.</exception>
    /// <exception cref="ArgumentException">There is no record to revise.</exception>
    public void Revise(TestRecord test)
    {
        ArgumentNullException.ThrowIfNull(test);
        var clean = FiniteValues.Clean(test, out var defects);
        lock (_lock)
        {
            if (!_state.Has(test.Id))
                throw new ArgumentException($"{test.Id}: has no record yet", nameof(test));
            foreach (var defect in defects)
                Defect(defect);
            Append(Event(BundleEventKind.Revision) with { Test = clean });
        }
    }

    /// <summary>Records what there is to draw for a format; a second time replaces the first.</summary>
    /// <exception cref="EvidenceException">It cannot be written.</exception>
    public void AddEvidence(FormatEvidence evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        var clean = FiniteValues.Clean(evidence, out var defects);
        lock (_lock)
        {
            foreach (var defect in defects)
                Defect(defect);
            Append(Event(BundleEventKind.Evidence) with { Evidence = clean });
        }
    }

    /// <summary>Keeps the curves of another run, to be laid under this run's in the report, so that the report can be made again without it.</summary>
    /// <exception cref="EvidenceException">It cannot be written.</exception>
    public void AddBaseline(BaselineEvidence baseline)
    {
        ArgumentNullException.ThrowIfNull(baseline);
        lock (_lock)
        {
            foreach (var evidence in baseline.Evidence)
                Append(Event(BundleEventKind.Baseline) with { Evidence = evidence, BaselineRunId = baseline.RunId });
        }
    }

    /// <summary>Notes that the suite itself went wrong: exit 6.</summary>
    /// <exception cref="EvidenceException">It cannot be written.</exception>
    public void AddDefect(string defect)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(defect);
        lock (_lock)
            Defect(defect);
    }

    /// <summary>To be called when the runner says that a test has finished: without a record that is a defect of the suite.</summary>
    /// <exception cref="EvidenceException">It cannot be written.</exception>
    public void ExpectRecord(string testId)
    {
        lock (_lock)
        {
            if (!_state.Has(testId))
                Defect($"{testId}: finished without a record");
        }
    }

    /// <summary>Puts PCM into the bundle as <c>captures/NAME.wav</c>.</summary>
    /// <param name="name">Any text; made a safe path, numbered when taken.</param>
    /// <param name="format">Format of the PCM.</param>
    /// <param name="pcm">Interleaved PCM as recorded; a trailing partial frame is left out.</param>
    /// <exception cref="EvidenceException">It cannot be written.</exception>
    public AttachmentRecord AddCapture(string name, PcmFormat format, ReadOnlyMemory<byte> pcm) =>
        AddFile(name + ".wav", "audio/wav", stream => WaveFile.Write(stream, format, pcm.Span));

    /// <summary>Puts a file into the bundle as <c>captures/NAME</c>.</summary>
    /// <param name="name">Any text with an ending; made a safe path, numbered when taken.</param>
    /// <param name="mime">Media type.</param>
    /// <param name="write">Writes the content.</param>
    /// <exception cref="EvidenceException">It cannot be written.</exception>
    public AttachmentRecord AddFile(string name, string mime, Action<Stream> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        var path = Reserve($"{BundleNames.Captures}/{SafePath.Of(name)}");
        var full = Path.Combine(_folder.Working, path);
        try
        {
            MakeSubfolders(path);
            _location.Disk.WriteAtomically(full, write);
            var file = new AttachmentRecord(path, mime, Manifest.HashOf(full), new FileInfo(full).Length);
            lock (_lock)
                Append(Event(BundleEventKind.File) with { File = file });
            return file;
        }
        catch (Exception e) when (WriteFailure.Is(e) || e is WaveFormatException)
        {
            throw new EvidenceException(WriteFailure.Describe(full, e), e);
        }
    }

    /// <summary>Ends the run: writes all reports from the events on the disk, gives the bundle its final name, and moves <c>latest</c>.</summary>
    /// <exception cref="EvidenceException">Something cannot be written; what there is stays in <see cref="WorkingFolder"/>.</exception>
    public CompletedRun Complete(RunEnd end)
    {
        ArgumentNullException.ThrowIfNull(end);
        lock (_lock)
        {
            Append(Event(BundleEventKind.End) with { End = end });
            _completed = true;
            try
            {
                _log.Close();
                var run = BundleReports.Write(_folder.Working, _location.Disk);
                _folder.Publish();
                var warning = _location.OutDir is null ? LatestPointer.Update(Path.GetDirectoryName(_folder.Final)!, Path.GetFileName(_folder.Final)) : null;
                return new CompletedRun(run, _folder.Final, warning is null ? [] : [warning]);
            }
            catch (Exception e) when (WriteFailure.Is(e))
            {
                throw new EvidenceException(WriteFailure.Describe(_folder.Working, e), e);
            }
        }
    }

    /// <summary>Closes the log; without <see cref="Complete"/> the bundle stays incomplete, as after a kill.</summary>
    public void Dispose()
    {
        lock (_lock)
            _log.Dispose();
    }

    private static RunBundle Open(BundleLocation location, string runId, TimeProvider time)
    {
        try
        {
            var folder = BundleFolder.Create(location, runId);
            return new RunBundle(folder, location, new EventLog(location.Disk, Path.Combine(folder.Working, BundleNames.Events), time));
        }
        catch (Exception e) when (WriteFailure.Is(e))
        {
            throw new EvidenceException(WriteFailure.Describe(location.OutDir ?? location.ReportsRoot, e), e);
        }
    }

    private static BundleEvent Event(BundleEventKind kind) => new() { Seq = 0, AtUtc = default, Kind = kind };

    private void Defect(string defect) => Append(Event(BundleEventKind.Defect) with { Defect = defect });

    private void Append(BundleEvent next)
    {
        if (_completed)
            throw new InvalidOperationException($"the bundle {_folder.Final} is complete; nothing can be added");
        var written = _log.Append(next);
        // Curves are many and are read back from the disk in the end.
        if (written.Evidence is null)
            _state.Apply(written);
    }

    private string Reserve(string path)
    {
        lock (_lock)
        {
            var free = path;
            for (var number = 2; !_files.Add(free); number++)
                free = $"{path[..^Path.GetExtension(path).Length]}-{number}{Path.GetExtension(path)}";
            return free;
        }
    }

    /// <summary>Makes the folders of a path, but never the bundle's own again: had that vanished, its events would be lost unnoticed.</summary>
    private void MakeSubfolders(string path)
    {
        if (!Directory.Exists(_folder.Working))
            throw new IOException("the report's folder vanished while the run went on");
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(_folder.Working, path))!);
    }
}
