using System.Text;
using KosSound.Conformance.Bundles;
using KosSound.Conformance.Clauses;
using KosSound.Conformance.Configuration;
using KosSound.Conformance.Records;
using KosSound.Conformance.Trials;
using KosSound.Conformance.Verdicts;
using KosSound.Conformance.Waivers;
using KosSound.Signals;
using KosSound.Suites.Targets;

namespace KosSound.Suites.Session;

/// <summary>Where records and evidence of a run go: the bundle, and the rules that need the whole run.</summary>
public sealed class RunSink : IDisposable
{
    private readonly SuiteSession _session;
    private readonly RunBundle _bundle;
    private readonly WaiverBook _waivers;
    private readonly Lock _lock = new();
    private readonly List<TestRecord> _silent = [];
    private bool _loopIsProven;
    private volatile string? _lost;

    private RunSink(SuiteSession session, RunBundle bundle, bool loopIsProven)
    {
        _waivers = session.Waivers;
        _session = session;
        _bundle = bundle;
        _loopIsProven = loopIsProven;
    }

    /// <summary>Creates the bundle's folder.</summary>
    /// <exception cref="EvidenceException">It cannot be written.</exception>
    public static RunSink Create(SuiteSession session, Target target, IReadOnlyList<PlannedTest> planned)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(target);
        var location = new BundleLocation
        {
            ReportsRoot = session.Options.ReportsFolder ?? SuiteFiles.ReportsFolder,
            OutDir = session.Options.OutFolder,
        };
        var loopIsProven = target.LoopIsProven || session.Loopback == LoopbackKind.Digital;
        var baseline = Baseline(session);
        var sink = new RunSink(session, RunBundle.Create(location, RunHeaders.Of(session, target), planned), loopIsProven);
        if (baseline is not null)
            sink._bundle.AddBaseline(baseline);
        return sink;
    }

    /// <summary>Writes a record down at once. Silence over a loop that nothing proves is in doubt until one format is heard: that proves the
    /// wiring, and what was silent before becomes the device's failure, as is what is silent after.</summary>
    /// <returns>The record as it stands now.</returns>
    public TestRecord Add(TestRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return OrEnd(() => Judge(record));
    }

    /// <summary>Keeps captures and curves of a trial.</summary>
    /// <returns>Its records with their attachments.</returns>
    public IReadOnlyList<TestRecord> Keep(TrialResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return OrEnd(() => KeepWhole(result));
    }

    /// <summary>Keeps what went over the wire, and what was recorded, while a clause was proven that did not hold.</summary>
    /// <returns>Its record with its attachments.</returns>
    public TestRecord Keep(Clause clause, ClauseResult result)
    {
        ArgumentNullException.ThrowIfNull(clause);
        ArgumentNullException.ThrowIfNull(result);
        var record = result.ToRecord(clause);
        var isWanted = result.Outcome is not (Outcome.Pass or Outcome.Skip or Outcome.NotRun) || _session.Options.KeepAllCaptures;
        return isWanted ? OrEnd(() => record with { Attachments = Evidence(clause, result) }) : record;
    }

    /// <summary>Writes the bundle.</summary>
    /// <exception cref="EvidenceException">Evidence could not be written.</exception>
    public CompletedRun Complete(RunStatus status)
    {
        if (_lost is { } lost)
        {
            _bundle.AddDefect(lost);
            status = RunStatus.Aborted;
        }

        if (status == RunStatus.Completed)
        {
            foreach (var test in _session.Planned())
                _bundle.ExpectRecord(test.Id);
        }

        var stale = _waivers.Stale(_bundle.Tests, wholePlan: _session.Options.Only.Count == 0);
        return _bundle.Complete(new RunEnd { Status = status, StaleWaivers = stale });
    }

    /// <summary>Closes the event log.</summary>
    public void Dispose() => _bundle.Dispose();

    private AttachmentRecord[] Evidence(Clause clause, ClauseResult result)
    {
        var stem = clause.TestId.Replace('/', '-');
        var captures = result.Captures.Select(c => _bundle.AddCapture($"{stem}-{c.Name}", c.Format, c.Pcm));
        var trace = Encoding.UTF8.GetBytes(string.Join('\n', result.Trace) + "\n");
        return [.. captures, .. result.Trace.Count > 0 ? [_bundle.AddFile($"{stem}-wire.txt", "text/plain", stream => stream.Write(trace))] : Array.Empty<AttachmentRecord>()];
    }

    private static BaselineEvidence? Baseline(SuiteSession session)
    {
        if (session.Options.BaselineFolder is not { } folder)
            return null;
        var baseline = Bundle.Read(folder);
        var loopback = baseline.Run.Header.Loopback;
        return loopback == session.Loopback
            ? BaselineEvidence.Of(baseline.Run.Header.RunId, baseline.Evidence)
            : throw new ConfigurationException($"--baseline {folder}: was recorded over a loop that is {Word(loopback)}, this run's is {Word(session.Loopback)}: their curves cannot be laid over each other");
    }

    private static string Word(LoopbackKind loopback) => loopback.ToString().ToLowerInvariant();

    private IReadOnlyList<TestRecord> KeepWhole(TrialResult result)
    {
        var format = result.Plan.Format;
        _bundle.AddEvidence(TrialEvidence.Of(result));
        if (!_session.Options.KeepAllCaptures && result.Records.All(r => r.Outcome != Outcome.Fail))
            return result.Records;
        AttachmentRecord[] kept =
        [
            _bundle.AddCapture($"{format.Id}-capture", result.Capture.Format, result.Capture.Pcm),
            _bundle.AddCapture($"{format.Id}-stimulus", format.Playback, result.Plan.Stimulus.Pcm),
        ];
        return [.. result.Records.Select(r => r.Outcome == Outcome.Pass ? r : r with { Attachments = kept })];
    }

    private TestRecord Judge(TestRecord record)
    {
        lock (_lock)
        {
            if (ProvesTheLoop(record))
                BlameTheDevice();
            if (record.Reason == TrialVerdict.NothingHeard && !_loopIsProven)
            {
                _silent.Add(record);
                record = Doubtful(record);
            }

            var judged = _waivers.Apply(record);
            _bundle.Add(judged);
            return judged;
        }
    }

    // What is measured from now on would be lost: an hour of playing to a full disk helps nobody.
    private T OrEnd<T>(Func<T> write)
    {
        try
        {
            return write();
        }
        catch (EvidenceException e)
        {
            _lost ??= e.Message;
            _session.Interrupt();
            throw;
        }
    }

    private static bool ProvesTheLoop(TestRecord record) =>
        record is { Outcome: Outcome.Pass, Format: not null } && record.Id.EndsWith("/heard", StringComparison.Ordinal);

    private void BlameTheDevice()
    {
        _loopIsProven = true;
        foreach (var record in _silent)
            _bundle.Revise(_waivers.Apply(record));
        _silent.Clear();
    }

    private static TestRecord Doubtful(TestRecord record) => record with
    {
        Outcome = Outcome.Error,
        Infrastructure = true,
        Message = "nothing of the stimulus was heard in any format: either the device plays nothing, or the loop from its output to its input is not wired; check the cable or the speaker, or prove the loop with a known good device",
    };
}
