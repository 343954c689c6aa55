using KosSound.Conformance.Clauses.Listening;
using KosSound.Conformance.Records;
using KosSound.Device.Capture;
using KosSound.Signals;

namespace KosSound.Conformance.Clauses.Record;

internal sealed class DurationExact : Clause
{
    public override string Id => "record/duration-exact";

    public override string Text => "duration_ms gives floor or ceiling of duration · rate / 1000 frames, whole ones; so many milliseconds that 32 bits overflow still record";

    public override string Proof => "1 and 10 ms at every rate, 250 and 1 000 ms, and the shortest duration whose product with the rate passes 2^32, which must still deliver after 1 s";

    public override ClauseNeeds Needs => ClauseNeeds.Recording;

    public override async Task<ClauseResult> ProveAsync(ClauseContext context, CancellationToken cancellationToken)
    {
        var main = context.MainRecording;
        var formats = context.Capabilities.Recording.Formats.Where(f => f.BitDepth == main.BitDepth && f.Channels == main.Channels).Take(8).ToArray();
        var cases = formats.SelectMany(f => (int[])[1, 10], (f, ms) => (Format: f, Milliseconds: ms)).Append((main, 250)).Append((main, 1_000));
        if (context.Options.Release)
            cases = cases.Append((main, 10_007));
        string? rounding = null;
        foreach (var (format, milliseconds) in cases)
        {
            await using var recording = context.Device.StartRecording(new RecordRequest { Format = format, Duration = TimeSpan.FromMilliseconds(milliseconds) }, cancellationToken);
            var recorded = await recording.Completion;
            var exact = milliseconds * format.RateHz / 1000.0;
            if (recorded.Pcm.Length % format.BytesPerFrame is not 0 and var torn)
                return Fail($"{milliseconds} ms of {format} end {torn} bytes into a frame of {format.BytesPerFrame}");
            if (recorded.Frames != Math.Floor(exact) && recorded.Frames != Math.Ceiling(exact))
                return Fail($"{milliseconds} ms of {format} give {recorded.Frames} frames, limit {Math.Floor(exact):0} … {Math.Ceiling(exact):0} frames");
            if (Math.Abs(recorded.Frames - exact) > 0.5)
                rounding ??= FormattableString.Invariant($"{milliseconds} ms of {format} give {recorded.Frames} frames; the nearest to {exact:0.###} is {Math.Round(exact):0}");
        }

        if (await OverflowAsync(context, main, cancellationToken) is { } overflow)
            return overflow;
        return rounding is null
            ? Pass($"exact at 1, 10, 250, 1000 ms{(context.Options.Release ? ", 10007 ms" : "")} and {formats.Length} rates")
            : Fail($"{rounding}") with { Level = ClauseLevel.Should };
    }

    /// <summary>The shortest duration whose product with the rate passes 2^32: 89 479 ms at 48 kHz.</summary>
    private static async Task<ClauseResult?> OverflowAsync(ClauseContext context, PcmFormat format, CancellationToken cancellationToken)
    {
        var milliseconds = (1L << 32) / format.RateHz + 1;
        await using var recording = context.Device.StartRecording(new RecordRequest { Format = format, Duration = TimeSpan.FromMilliseconds(milliseconds) }, cancellationToken);
        var second = recording.WaitForFramesAsync(format.RateHz, cancellationToken);
        await context.Device.WaitAsync(Task.WhenAny(second, recording.Completion), TimeSpan.FromSeconds(1) + context.Options.Device.AnswerTimeout, "one second of recorded audio", cancellationToken);
        if (second.IsCompletedSuccessfully)
        {
            await Ear.EndAsync(context.Device, recording, context.Findings, cancellationToken);
            return null;
        }

        var recorded = await recording.Completion;
        return Fail($"{milliseconds} ms of {format} end after {recorded.Frames} frames: {milliseconds} · {format.RateHz} passes 2^32");
    }
}
