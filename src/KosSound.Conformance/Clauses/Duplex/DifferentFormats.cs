using KosSound.Conformance.Records;
using KosSound.Device;

namespace KosSound.Conformance.Clauses.Duplex;

internal sealed class DifferentFormats : Clause
{
    public override string Id => "duplex/different-formats";

    public override ClauseLevel Level => ClauseLevel.Should;

    public override string Text => "a play in one format is heard by a recording in another";

    public override string Proof => "a play is recorded at another rate, another depth and another channel count, and looked for in each capture";

    public override ClauseNeeds Needs => ClauseNeeds.Loop;

    public override async Task<ClauseResult> ProveAsync(ClauseContext context, CancellationToken cancellationToken)
    {
        var pairs = Different(context);
        if (pairs.Count == 0)
            return Skip("the device claims one and the same format on both sides only");
        foreach (var pair in pairs)
        {
            try
            {
                var loop = await context.LoopAsync(pair, context.Probe(pair, TimeSpan.FromMilliseconds(200)), cancellationToken);
                if (!loop.Heard.Any || loop.Heard.Flaw() is not null)
                    return Fail($"played as {pair.Playback} and recorded as {pair.Recording}, {loop.Heard.Flaw()}");
            }
            catch (SoundDeviceException e)
            {
                return Fail($"played as {pair.Playback} and recorded as {pair.Recording}: {e.Message}");
            }
        }

        return Pass($"{string.Join(", ", pairs.Select(p => p.Id))}");
    }

    /// <summary>From the main playback format to one of another rate, one of another depth and one of another channel count.</summary>
    private static IReadOnlyList<FormatRecord> Different(ClauseContext context)
    {
        var from = context.Main.Playback;
        var recording = context.Capabilities.Recording.Formats.Take(1_000).ToArray();
        return
        [
            .. recording.Where(f => f.RateHz != from.RateHz).OrderByDescending(f => f.BitDepth == from.BitDepth && f.Channels == from.Channels).ThenBy(f => f.RateHz).Take(1)
                .Concat(recording.Where(f => f.RateHz == from.RateHz && f.BitDepth != from.BitDepth).OrderByDescending(f => f.Channels == from.Channels).Take(1))
                .Concat(recording.Where(f => f.RateHz == from.RateHz && f.Channels != from.Channels).OrderByDescending(f => f.BitDepth == from.BitDepth).Take(1))
                .Distinct().Select(f => new FormatRecord(from, f)),
        ];
    }
}
