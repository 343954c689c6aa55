namespace KosSound.Signals.Stimuli;

/// <summary>Puts segments one after the other.</summary>
internal sealed class PlanBuilder(PcmFormat format)
{
    private readonly List<Segment> _segments = [];
    private int _gaps;

    public int NextFrame => _segments.Count == 0 ? 0 : _segments[^1].EndFrame;

    public void Add(Segment segment) => _segments.Add(segment with { StartFrame = NextFrame });

    public void Silence(string name, double seconds) =>
        Add(new Segment { Kind = SegmentKind.Silence, Name = name, StartFrame = 0, Frames = FramesOf(seconds) });

    public void Gap(double seconds) => Silence(SegmentNames.Gap(++_gaps), seconds);

    public int FramesOf(double seconds) => (int)Math.Round(seconds * format.RateHz);

    public StimulusPlan Build(LoopbackKind loopback, StimulusOptions options) => new()
    {
        Format = format,
        Loopback = loopback,
        LevelDbfs = options.LevelDbfs,
        Seed = options.Seed,
        Segments = [.. _segments],
    };
}
