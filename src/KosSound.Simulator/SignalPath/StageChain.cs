namespace KosSound.Simulator.SignalPath;

/// <summary>The stages of one stream, one after the other.</summary>
public sealed class StageChain
{
    private readonly Link[] _links;
    private readonly int _channels;
    private FrameBuffer _current = new();
    private FrameBuffer _next = new();

    /// <param name="settings">First to last.</param>
    /// <param name="context">The stream; every stage gets a seed of its own from the context's.</param>
    public StageChain(IReadOnlyList<StageSettings> settings, StageContext context)
    {
        _channels = context.Channels;
        _links = [.. settings.Select((stage, place) => new Link(stage.CreatePart(context with { Seed = Seeds.Derive(context.Seed, 0, place) })))];
        DelayFrames = _links.Sum(link => link.Delaying?.DelayFrames ?? 0);
        TailFrames = _links.Sum(link => link.Delaying?.TailFrames ?? 0);
    }

    /// <summary>Frames by which the output lags the input for reasons of computation.</summary>
    public int DelayFrames { get; }

    /// <summary>Frames the output goes on after the input has ended, <see cref="DelayFrames"/> included.</summary>
    public int TailFrames { get; }

    /// <summary>Sends a whole array through fresh stages: delay taken out, ringing out included.</summary>
    /// <param name="settings">First to last.</param>
    /// <param name="context">The stream.</param>
    /// <param name="frames">Interleaved samples.</param>
    public static double[] Run(IReadOnlyList<StageSettings> settings, StageContext context, ReadOnlySpan<double> frames)
    {
        var chain = new StageChain(settings, context);
        var output = new FrameBuffer();
        chain.Process(frames, output);
        chain.End(output);
        return output.Samples[(chain.DelayFrames * context.Channels)..].ToArray();
    }

    /// <summary>Sends the next block through.</summary>
    /// <param name="frames">Interleaved samples.</param>
    /// <param name="output">Receives what comes out; as many frames as went in unless a stage edits the stream.</param>
    public void Process(ReadOnlySpan<double> frames, FrameBuffer output)
    {
        _current.Clear();
        _current.Append(frames);
        foreach (var link in _links)
            Pass(link);
        output.Append(_current.Samples);
    }

    /// <summary>Ends the stream: every stage rings out into the next.</summary>
    public void End(FrameBuffer output)
    {
        _current.Clear();
        foreach (var link in _links)
        {
            if (link.Delaying is { } delaying)
                _current.AppendSilence(delaying.TailFrames * _channels);
            Pass(link);
            link.Edit?.End(_current);
        }
        output.Append(_current.Samples);
    }

    private void Pass(Link link)
    {
        var first = link.Passed;
        link.Passed += _current.Length / _channels;
        if (link.Edit is null)
        {
            if (_current.Length > 0)
                link.Stage!.Process(_current.Samples, first);
            return;
        }
        _next.Clear();
        link.Edit.Process(_current.Samples, first, _next);
        (_current, _next) = (_next, _current);
    }

    private sealed class Link(object part)
    {
        public IStage? Stage { get; } = part as IStage;

        public IDelayingStage? Delaying { get; } = part as IDelayingStage;

        public IFrameEdit? Edit { get; } = part as IFrameEdit;

        public long Passed { get; set; }
    }
}
