namespace KosSound.Conformance.Clauses.Play;

internal sealed class FirstMessageAudio : Clause
{
    public override string Id => "play/first-message-audio";

    public override string Text => "audio sent together with the configuration is heard";

    public override string Proof => "400 ms of noise, the first 100 ms of it in the message of the configuration, are looked for in the capture";

    public override ClauseNeeds Needs => ClauseNeeds.Loop;

    public override async Task<ClauseResult> ProveAsync(ClauseContext context, CancellationToken cancellationToken)
    {
        var probe = context.Probe(context.Main, TimeSpan.FromMilliseconds(400));
        var firstBytes = (int)(probe.Format.RateHz * 0.1) * probe.Format.BytesPerFrame;
        var loop = await context.LoopAsync(context.Main, probe, cancellationToken, r => r with { ConfigAlone = false, ChunkBytes = firstBytes });
        if (loop.Heard.HasUnbroken(0, probe.Format.RateHz / 10))
            return Pass($"100 ms sent with the configuration are heard");
        return Fail($"of 100 ms sent together with the configuration, and 300 ms after it, {loop.Heard.Flaw()}");
    }
}
