using KosSound.Device;
using KosSound.Device.Capture;
using KosSound.Signals;

namespace KosSound.Conformance.Clauses.Record;

internal sealed class EveryRecordingFormat : Clause
{
    private static readonly TimeSpan Duration = TimeSpan.FromMilliseconds(100);

    /// <summary>Less than this is not what was asked for; record/duration-exact judges single frames.</summary>
    private const double LeastShare = 0.9;

    public override string Id => "record/every-format";

    public override string Text => "every advertised rate × depth × channel count is delivered";

    public override string Proof => "100 ms are recorded in every format, and at least 90 ms of samples of that size must come";

    public override ClauseNeeds Needs => ClauseNeeds.Recording;

    public override async Task<ClauseResult> ProveAsync(ClauseContext context, CancellationToken cancellationToken)
    {
        var formats = context.Pairs.Count > 0 ? context.Pairs.Select(p => p.Recording).Distinct().ToArray() : [.. context.Capabilities.Recording.Formats];
        var flaws = new List<string>();
        foreach (var format in formats)
        {
            if (await FlawAsync(context, format, cancellationToken) is { } flaw)
                flaws.Add(flaw);
        }

        return flaws.Count > 0
            ? Fail($"{string.Join("; ", flaws.Take(3))}{(flaws.Count > 3 ? $"; and {flaws.Count - 3} more of {formats.Length}" : "")}")
            : Pass($"{formats.Length} formats delivered");
    }

    private static async Task<string?> FlawAsync(ClauseContext context, PcmFormat format, CancellationToken cancellationToken)
    {
        try
        {
            await using var recording = context.Device.StartRecording(new RecordRequest { Format = format, Duration = Duration }, cancellationToken);
            var recorded = await recording.Completion;
            var delivered = format.DurationOf(recorded.Frames);
            return recorded.Frames == 0 ? $"{format} delivers nothing of {Duration.TotalMilliseconds:0} ms"
                : delivered < LeastShare * Duration ? FormattableString.Invariant($"{format} delivers {delivered.TotalMilliseconds:0} of {Duration.TotalMilliseconds:0} ms")
                : null;
        }
        catch (SoundDeviceException e)
        {
            return $"{format} fails: {e.Message}";
        }
    }
}
