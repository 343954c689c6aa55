using KosSound.Analysis.Listening;
using KosSound.Device;
using KosSound.Device.Playback;

namespace KosSound.Conformance.Clauses.Play;

internal sealed class Concurrent : Clause
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(900);
    private static readonly TimeSpan Second = TimeSpan.FromMilliseconds(300);

    public override string Id => "play/concurrent";

    public override string Text => "a second play while one runs is refused, queued or mixed, the same way every time, and the first is not damaged";

    public override string Proof => "a second client plays 300 ms into 900 ms of the first, three times; both are looked for in the capture";

    public override ClauseNeeds Needs => ClauseNeeds.Loop;

    public override bool IsWallClock => true;

    public override async Task<ClauseResult> ProveAsync(ClauseContext context, CancellationToken cancellationToken)
    {
        var ways = new List<string>();
        for (var round = 1; round <= 3; round++)
        {
            var (way, flaw) = await TryAsync(context, cancellationToken);
            if (flaw is not null)
                return Fail($"round {round}: {flaw}");
            ways.Add(way);
        }

        return ways.Distinct().Count() == 1
            ? Pass($"the second play is {ways[0]}, three times")
            : Fail($"the second play is treated differently from time to time: {string.Join(", ", ways)}");
    }

    private static async Task<(string Way, string? Flaw)> TryAsync(ClauseContext context, CancellationToken cancellationToken)
    {
        var pair = context.Main;
        var (first, second) = (context.Probe(pair, First), context.Probe(pair, Second));
        await using var ear = await context.ListenAsync(pair.Recording, cancellationToken);
        await using var other = await SoundDevice.ConnectAsync(context.Options.Device with { Trace = context.Trace }, cancellationToken);
        var firstPlay = context.PlayAsync(first, cancellationToken);
        await ear.WaitForAsync(context.Device.Now + context.FirstSound + TimeSpan.FromMilliseconds(200), cancellationToken);
        var failure = await PlaySecondAsync(other, second, cancellationToken);
        PlayResult played;
        try
        {
            played = await firstPlay;
        }
        catch (SoundDeviceException e)
        {
            return ("", $"the first play fails when a second one comes: {e.Message}");
        }

        if (failure is not null && !IsRefusal(failure))
            return ("", $"a second play while one runs is neither refused nor played: {failure.Message}");
        var bothAreOver = context.SoundIsBackAt(context.Device.Now);
        var firstIsBack = context.SoundIsBackAt(played, first);
        var recorded = await ear.FinishAsync(bothAreOver > firstIsBack ? bothAreOver : firstIsBack, cancellationToken);
        var heardFirst = context.Hear(first, pair, recorded);
        var heardSecond = Listener.Listen(second, recorded.Format, recorded.Pcm.Span, context.IsExact(pair));
        if (failure is not null)
            return ("refused", heardFirst.Flaw() is { } flaw ? $"the first play is damaged by a second one that was refused: {flaw}" : null);
        if (heardFirst.IsWhole && heardSecond.IsWhole)
            return ("queued", null);
        var (firstByEar, secondByEar) = (Listener.Listen(first, recorded.Format, recorded.Pcm.Span, exact: false), Listener.Listen(second, recorded.Format, recorded.Pcm.Span, exact: false));
        if (firstByEar.IsWhole && secondByEar.IsWhole)
            return ("mixed", null);
        return firstByEar.IsWhole
            ? ("accepted", $"the second play succeeds, but {secondByEar.Flaw()}")
            : ("accepted", $"the first play is damaged by a second one: {heardFirst.Flaw()}");
    }

    private static async Task<SoundDeviceException?> PlaySecondAsync(SoundDevice other, ProbeSound second, CancellationToken cancellationToken)
    {
        try
        {
            await other.PlayAsync(new PlayRequest { Format = second.Format, Pcm = second.Pcm }, cancellationToken);
            return null;
        }
        catch (SoundDeviceException e)
        {
            return e;
        }
    }

    /// <summary>Silence refuses nothing, and neither does a connection that breaks.</summary>
    private static bool IsRefusal(SoundDeviceException e) =>
        e.Kind is not (FailureKind.DeadlineExceeded or FailureKind.Lost or FailureKind.Unreachable or FailureKind.Protocol);
}
