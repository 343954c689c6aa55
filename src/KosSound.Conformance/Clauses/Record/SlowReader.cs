using KosSound.Conformance.Records;
using KosSound.Device;
using KosSound.Device.Capture;

namespace KosSound.Conformance.Clauses.Record;

internal sealed class SlowReader : Clause
{
    /// <summary>HTTP/2 window of this client (64 KiB), what may lie in sockets and frameworks, and some more.</summary>
    private const int WithheldBytes = 448 << 10;

    private static readonly TimeSpan AtLeast = TimeSpan.FromSeconds(1.2);
    private static readonly TimeSpan AtMost = TimeSpan.FromSeconds(12);

    public override string Id => "record/slow-reader";

    public override string Text => "a reader that pauses for longer than windows and socket buffers last loses nothing, or is told: no silent gap";

    public override string Proof => "the reader withholds at least 448 KiB while noise plays; all of the noise must be in the capture, or the stream must end with an error";

    public override ClausePhase Phase => ClausePhase.Hostile;

    public override ClauseNeeds Needs => ClauseNeeds.Loop;

    public override bool IsWallClock => true;

    public override async Task<ClauseResult> ProveAsync(ClauseContext context, CancellationToken cancellationToken)
    {
        var pair = context.Pairs.OrderByDescending(context.IsExact).ThenByDescending(BytesPerSecond).First();
        var pause = TimeSpan.FromSeconds(Math.Clamp(WithheldBytes / BytesPerSecond(pair), AtLeast.TotalSeconds, AtMost.TotalSeconds));
        var probe = context.Probe(pair, pause + TimeSpan.FromSeconds(1));
        await using var ear = await context.ListenAsync(pair.Recording, cancellationToken);
        var play = context.PlayAsync(probe, cancellationToken);
        await ear.WaitForAsync(context.Device.Now + context.FirstSound + TimeSpan.FromMilliseconds(200), cancellationToken);
        ear.Recording.Pause();
        await Task.Delay(pause, context.Device.Options.Time, cancellationToken);
        ear.Recording.Resume();
        var played = await play;
        RecordedPcm recorded;
        try
        {
            recorded = await ear.FinishAsync(context.SoundIsBackAt(played, probe), cancellationToken);
        }
        catch (SoundDeviceException e) when (e.Kind is not (FailureKind.Lost or FailureKind.DeadlineExceeded))
        {
            return Pass($"a reader that pauses for {pause.TotalSeconds:0.0} s is told: {e.DeviceText}");
        }

        var heard = context.Hear(probe, pair, recorded);
        return heard.Flaw() is { } flaw
            ? Fail($"a reader of {pair.Recording} paused for {pause.TotalSeconds:0.0} s ({pause.TotalSeconds * BytesPerSecond(pair) / 1024:0} KiB withheld) and was told nothing, but {flaw}")
            : Pass($"nothing is lost over a pause of {pause.TotalSeconds:0.0} s ({pause.TotalSeconds * BytesPerSecond(pair) / 1024:0} KiB withheld)");
    }

    private static double BytesPerSecond(FormatRecord pair) => (double)pair.Recording.RateHz * pair.Recording.BytesPerFrame;
}
