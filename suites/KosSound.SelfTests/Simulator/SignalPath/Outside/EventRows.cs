using KosSound.Analysis.Metrics;
using KosSound.Signals;
using KosSound.Signals.Stimuli;
using static KosSound.SelfTests.Simulator.SignalPath.Outside.Expected;
using static KosSound.SelfTests.Simulator.SignalPath.Outside.StageRow;

namespace KosSound.SelfTests.Simulator.SignalPath.Outside;

/// <summary>Stages that lose, move or alter sound for a moment, and the timing of the path.</summary>
internal static class EventRows
{
    private static readonly PcmFormat Format = new(48_000, 24, 2);

    private static readonly double At = EventFrame(Format);

    private static readonly Lazy<double> ReferenceMs = new(() => Task.Run(async () =>
        (await OutsideEar.HearAsync(KosSound.Simulator.DeviceFiles.DeviceFile.Reference, OutsideEar.Plan(Format))).Metric("latency.first_sound_ms")).GetAwaiter().GetResult());

    private static readonly Lazy<(int First, int Last, int Frames)> Rendered = new(() =>
    {
        var stimulus = StimulusRenderer.Render(OutsideEar.Plan(Format));
        var pcm = stimulus.Pcm.Span;
        return (pcm.IndexOfAnyExcept((byte)0) / Format.BytesPerFrame, pcm.LastIndexOfAnyExcept((byte)0) / Format.BytesPerFrame, pcm.Length / Format.BytesPerFrame);
    });

    public static IEnumerable<StageRow> All { get; } =
    [
        Timed("zero-fill", "length_frames: 100", DropoutKind.ZeroFill, 100),
        Timed("click", "height_lsb: 100000", DropoutKind.Click, 1),
        Timed("skip", "length_frames: 7", DropoutKind.Skip, 7),
        Timed("insert", "length_frames: 7", DropoutKind.Insert, 7),
        Timed("repeat", "length_frames: 60", DropoutKind.Repeat, 60),
        Timed("reorder", "length_frames: 240", DropoutKind.Reorder, 480),
        Playing("lose-first", "length_frames: 600, of: sound",
        [
            Frames("frames of sound lost", 600, heard => heard.Event(DropoutKind.LostStart, DropoutKind.Skip).Frames),
            Frames("first frame lost", FirstSound, heard => heard.FrameOf(heard.Event(DropoutKind.LostStart, DropoutKind.Skip))),
        ]),
        // Frames of the opening silence: everything comes that much earlier.
        Playing("lose-first", "length_frames: 600", Frames("first sound later than without loss", -600, heard => (heard.Metric("latency.first_sound_ms") - ReferenceMs.Value) * 48)),
        Playing("lose-last", FormattableString.Invariant($"length_frames: {SilentEnd + 600}"),
        [
            Frames("frames of sound lost", 600, heard => heard.Event(DropoutKind.LostEnd).Frames),
            Frames("first frame lost", LastSound + 1 - 600, heard => heard.FrameOf(heard.Event(DropoutKind.LostEnd))),
        ]),
        new("gain", FormattableString.Invariant($"path: {{playback: [{{gain: {{level_db: -1, from_ms: {At / 48}}}}}]}}"),
            [Frames("frame from which it applies", At, heard => heard.FrameOf(heard.Result.Measurement.Events[0]))]),
        new("playback_clock_ppm", "path: {playback_clock_ppm: 35}", [Ppm("drift", ((1 / 1.000035) - 1) * 1e6, heard => heard.Metric("clock.drift_ppm"))]),
        new("recording_clock_ppm", "path: {recording_clock_ppm: -20}", [Ppm("drift", -20, heard => heard.Metric("clock.drift_ppm"))]),
        new("path_latency_ms", "path_latency_ms: 61.5", [Frames("first sound later than by the shorter path of 40 ms", 21.5 * 48, heard => (heard.Metric("latency.first_sound_ms") - ReferenceMs.Value) * 48)]),
        new("start_growth_ms", "path: {start_growth_ms: 3.25}",
        [
            Frames("second play later than the first", 3.25 * 48, heard => heard.RestartStepsFrames()[0]),
            Frames("third play later than the second", 3.25 * 48, heard => heard.RestartStepsFrames()[1]),
        ]),
        // One of two is late; which one the seed decides.
        new("start_jitter_ms", "path: {start_jitter_ms: 8.5}", [Frames("one of two plays later than the other", 8.5 * 48, heard => heard.RestartStepsFrames().Max(Math.Abs))]),
    ];

    private static int FirstSound => Rendered.Value.First;

    private static int LastSound => Rendered.Value.Last;

    private static int SilentEnd => Rendered.Value.Frames - 1 - LastSound;

    private static StageRow Timed(string stage, string values, DropoutKind kind, double frames) => Playing(stage, values + ", at_frames: {at}",
    [
        Frames("length", frames, heard => heard.Event(kind).Frames),
        Frames("place", At, heard => heard.FrameOf(heard.Event(kind))),
    ]);
}
