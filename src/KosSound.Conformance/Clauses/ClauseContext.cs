using KosSound.Analysis.Listening;
using KosSound.Conformance.Clauses.Listening;
using KosSound.Conformance.Records;
using KosSound.Device;
using KosSound.Device.Capabilities;
using KosSound.Device.Capture;
using KosSound.Device.Playback;
using KosSound.Device.Wire;
using KosSound.Signals;

namespace KosSound.Conformance.Clauses;

/// <summary>What a clause works with: a connection of its own, what the device claims, and how to be heard by it.</summary>
public sealed class ClauseContext
{
    /// <summary>How far ahead clauses send: more than a busy machine is late by, less than most devices buffer.</summary>
    public static readonly TimeSpan Lead = TimeSpan.FromMilliseconds(300);

    /// <summary>Sound is awaited so much longer than it should take.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMilliseconds(150);

    /// <summary>Wait for sound whose latency is not known yet.</summary>
    private static readonly TimeSpan UnknownLatency = TimeSpan.FromSeconds(1.5);

    private readonly Findings _findings;
    private readonly List<ClauseCapture> _captures = [];
    private readonly List<MeasurementRecord> _measurements = [];
    private int _salt;

    internal ClauseContext(ClauseBench bench, SoundDevice device, WireTrace trace, Findings findings)
    {
        (Options, Capabilities, Pairs, Device, Trace, _findings) = (bench.Options, bench.Capabilities, bench.Pairs, device, trace, findings);
    }

    public ClauseBenchOptions Options { get; }

    /// <summary>What the device claimed when the bench was opened.</summary>
    public DeviceCapabilities Capabilities { get; }

    /// <summary>Format pairs to try.</summary>
    public IReadOnlyList<FormatRecord> Pairs { get; }

    /// <summary>The clause's own connection.</summary>
    public SoundDevice Device { get; }

    public WireTrace Trace { get; }

    /// <summary>The pair that clauses use which need only one: the same on both sides where possible, near 48 kHz, 16 bit, stereo.</summary>
    public FormatRecord Main => Pairs.OrderByDescending(p => p.Playback == p.Recording).ThenBy(p => Distance(p.Playback)).First();

    /// <summary>The playback format for clauses that only play.</summary>
    public PcmFormat MainPlayback => Pairs.Count > 0 ? Main.Playback : Capabilities.Playback.Formats.OrderBy(Distance).First();

    /// <summary>The recording format for clauses that only record.</summary>
    public PcmFormat MainRecording => Pairs.Count > 0 ? Main.Recording : Capabilities.Recording.Formats.OrderBy(Distance).First();

    /// <summary>True when what is played may be heard at all.</summary>
    public bool CanHear => Options.Loopback is not null && Pairs.Count > 0;

    /// <summary>Latency of the loop, measured once; zero when it is not known.</summary>
    public TimeSpan FirstSound => _findings.FirstSound ?? TimeSpan.Zero;

    /// <summary>True when this client was later in sending than its lead, or late enough in receiving to matter.</summary>
    public bool WasLate { get; private set; }

    /// <summary>Recordings to keep when the clause fails.</summary>
    public IReadOnlyList<ClauseCapture> Captures => _captures;

    /// <summary>Values to report whatever the outcome.</summary>
    public IReadOnlyList<MeasurementRecord> Measurements => _measurements;

    /// <summary>The sound made last; null before any.</summary>
    public ProbeSound? LastProbe { get; private set; }

    internal Findings Findings => _findings;

    /// <summary>True when captured samples of a pair must equal the played ones: over a digital loop, unless it is known to process sound,
    /// which the audio suite judges. What it plays can be heard all the same, if not sample by sample.</summary>
    public bool IsExact(FormatRecord pair)
    {
        ArgumentNullException.ThrowIfNull(pair);
        return Options.Loopback == LoopbackKind.Digital && pair.Playback == pair.Recording && !_findings.ProcessesSound;
    }

    /// <summary>What the device claims now, whatever error its answer carries: info/no-error judges that.</summary>
    public async Task<DeviceCapabilities> AskCapabilitiesAsync(CancellationToken cancellationToken) =>
        DeviceCapabilities.From(await Device.GetAudioInfoAsync(cancellationToken));

    /// <summary>A sound unlike every other of this clause.</summary>
    public ProbeSound Probe(FormatRecord pair, TimeSpan duration)
    {
        ArgumentNullException.ThrowIfNull(pair);
        var seed = Options.Seed * 1_009 + ++_salt;
        return LastProbe = IsExact(pair)
            ? ProbeSound.Noise(pair.Playback, (long)(duration.TotalSeconds * pair.Playback.RateHz), seed, Options.LevelDbfs)
            : ProbeSound.Band(pair.Playback, duration, seed, Options.LevelDbfs, BandOf(pair));
    }

    /// <summary>A sound for a device nobody can hear.</summary>
    public ProbeSound UnheardProbe(PcmFormat format, TimeSpan duration) =>
        ProbeSound.Noise(format, (long)(duration.TotalSeconds * format.RateHz), Options.Seed * 1_009 + ++_salt, Options.LevelDbfs);

    /// <summary>Starts recording and waits for the first audio, for a while: some devices deliver nothing until something plays.</summary>
    /// <exception cref="SoundDeviceException">The recording was refused.</exception>
    public async Task<Ear> ListenAsync(PcmFormat format, CancellationToken cancellationToken)
    {
        await Settled.AfterCancelAsync(this, cancellationToken);
        return await Ear.OpenAsync(Device, format, _findings, cancellationToken);
    }

    /// <summary>Plays a probe and notes how late this client was.</summary>
    /// <exception cref="SoundDeviceException">Refused, failed or not answered.</exception>
    public async Task<PlayResult> PlayAsync(ProbeSound probe, CancellationToken cancellationToken, Func<PlayRequest, PlayRequest>? change = null)
    {
        ArgumentNullException.ThrowIfNull(probe);
        var request = new PlayRequest { Format = probe.Format, Pcm = probe.Pcm, Lead = Lead };
        var played = await Device.PlayAsync(change?.Invoke(request) ?? request, cancellationToken);
        NoteLateness(played.MaxSendLateness);
        return played;
    }

    /// <summary>Plays a probe while recording, until its sound must have come back.</summary>
    public async Task<Loop> LoopAsync(FormatRecord pair, ProbeSound probe, CancellationToken cancellationToken, Func<PlayRequest, PlayRequest>? change = null)
    {
        ArgumentNullException.ThrowIfNull(pair);
        await using var ear = await ListenAsync(pair.Recording, cancellationToken);
        var played = await PlayAsync(probe, cancellationToken, change);
        var recorded = await ear.FinishAsync(SoundIsBackAt(played, probe), cancellationToken);
        return new Loop(played, recorded, Hear(probe, pair, recorded));
    }

    /// <summary>What of a probe a recording holds; the recording is kept for failures.</summary>
    public Heard Hear(ProbeSound probe, FormatRecord pair, RecordedPcm recorded)
    {
        ArgumentNullException.ThrowIfNull(recorded);
        Keep(recorded);
        return Listener.Listen(probe, recorded.Format, recorded.Pcm.Span, IsExact(pair));
    }

    /// <summary>When all of a played probe must have been captured.</summary>
    public TimeSpan SoundIsBackAt(PlayResult played, ProbeSound probe)
    {
        ArgumentNullException.ThrowIfNull(played);
        ArgumentNullException.ThrowIfNull(probe);
        var began = played.HandOvers.Count > 0 ? played.HandOvers[0].At : played.StartedAt;
        var ends = began + probe.Duration;
        return SoundIsBackAt(ends > played.AnsweredAt ? ends : played.AnsweredAt);
    }

    /// <summary>When sound that ended at a time must have been captured.</summary>
    public TimeSpan SoundIsBackAt(TimeSpan soundEnds) => soundEnds + (_findings.FirstSound ?? UnknownLatency) + Margin;

    /// <summary>Plays once to learn whether and when sound comes back.</summary>
    /// <returns>False when nothing is heard.</returns>
    public async Task<bool> CalibrateAsync(CancellationToken cancellationToken)
    {
        if (_findings.Calibrated || !CanHear)
            return _findings.FirstSound is not null;
        foreach (var patience in (TimeSpan[])[Margin, 3 * Margin, UnknownLatency])
        {
            var probe = Probe(Main, TimeSpan.FromMilliseconds(300));
            var (played, recorded) = await PlayAndRecordAsync(probe, patience, cancellationToken);
            var loop = new Loop(played, recorded, Listener.Listen(probe, recorded.Format, recorded.Pcm.Span, IsExact(Main)));
            _findings.FirstSound = loop.FirstSound ?? Altered(loop, probe);
            if (loop.Heard.IsWhole || _findings.ProcessesSound)
                break;
        }

        _findings.Calibrated = true;
        return _findings.FirstSound is not null;
    }

    // The recording ends before anything is searched in it: a device in simulated time would go on recording meanwhile, for hours.
    private async Task<(PlayResult Played, RecordedPcm Recorded)> PlayAndRecordAsync(ProbeSound probe, TimeSpan patience, CancellationToken cancellationToken)
    {
        await using var ear = await ListenAsync(Main.Recording, cancellationToken);
        var played = await PlayAsync(probe, cancellationToken);
        return (played, await ear.FinishAsync(played.AnsweredAt + patience, cancellationToken));
    }

    /// <summary>Notes a recording to keep when the clause fails.</summary>
    public void Keep(RecordedPcm recorded)
    {
        ArgumentNullException.ThrowIfNull(recorded);
        _captures.Add(new ClauseCapture($"capture-{_captures.Count + 1}", recorded.Format, recorded.Pcm));
    }

    /// <summary>Notes how late this client was in sending. A device in simulated time waits for its client, so that nothing is late there.</summary>
    public void NoteLateness(TimeSpan lateness) => WasLate |= lateness > Lead && Options.Device.Time == TimeProvider.System;

    /// <summary>Notes that this client may have been late in receiving by as much as a device would be blamed for.</summary>
    public void NoteOwnLateness(TimeSpan lateness) => WasLate |= lateness > TimeSpan.Zero && Options.Device.Time == TimeProvider.System;

    /// <summary>Notes a value.</summary>
    public void Measure(string id, double value, string unit, double? high = null, double? low = null) => _measurements.Add(new MeasurementRecord
    {
        Id = id,
        Value = value,
        Unit = unit,
        High = high,
        Low = low,
        Outcome = value <= (high ?? double.PositiveInfinity) && value >= (low ?? double.NegativeInfinity) ? Outcome.Pass : Outcome.Fail,
    });

    /// <summary>Sound that comes back changed is still sound: its first captured frame that is not silence tells the latency.</summary>
    private TimeSpan? Altered(Loop loop, ProbeSound probe)
    {
        var pcm = loop.Recorded.Pcm.Span;
        var byEar = Listener.Listen(probe, loop.Recorded.Format, pcm, exact: false);
        if (byEar.CaptureFrameOfStart is { } frame)
        {
            _findings.ProcessesSound = loop.Heard.Exact && byEar.IsWhole && EncodingDiagnosis.Name(probe, pcm) is null;
            return loop.TimeOf(frame) - loop.Played.HandOvers[0].At;
        }

        var first = pcm.IndexOfAnyExcept((byte)0);
        var sounding = pcm.Length - System.MemoryExtensions.Count(pcm, (byte)0);
        return first >= 0 && sounding > probe.Pcm.Length / 4 && EncodingDiagnosis.Name(probe, pcm) is not null
            ? loop.TimeOf((double)first / loop.Recorded.Format.BytesPerFrame) - loop.Played.HandOvers[0].At
            : null;
    }

    private (double LowHz, double HighHz) BandOf(FormatRecord pair)
    {
        var top = 0.4 * Math.Min(pair.Playback.RateHz, pair.Recording.RateHz);
        return (Math.Min(Options.Band.LowHz, top / 4), Math.Min(Options.Band.HighHz, top));
    }

    private static double Distance(PcmFormat format) =>
        Math.Abs(Math.Log2(format.RateHz / 48_000.0)) * 4 + Math.Abs(format.BitDepth - 16) / 8.0 + Math.Abs(format.Channels - 2);
}
