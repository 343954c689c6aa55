using KosSound.Device.Capabilities;

namespace KosSound.Conformance.Clauses.Info;

internal sealed class WellFormed : Clause
{
    public override string Id => "info/well-formed";

    public override string Text => "an available side lists at least one rate, depth and channel count, none of them zero, twice, or outside 4 000–768 000 Hz, 8/16/24/32 bit, 1–64 channels";

    public override string Proof => "every list of GetAudioInfo's answer is looked at";

    public override ClausePhase Phase => ClausePhase.Capabilities;

    public override async Task<ClauseResult> ProveAsync(ClauseContext context, CancellationToken cancellationToken)
    {
        var capabilities = await context.AskCapabilitiesAsync(cancellationToken);
        if (!capabilities.Playback.Available && !capabilities.Recording.Available)
            return Fail($"neither playback nor recording is available: a sound device has at least one of them");
        var flaws = Flaws("playback", capabilities.Playback).Concat(Flaws("recording", capabilities.Recording)).ToArray();
        if (flaws.Length > 0)
            return Fail($"{string.Join("; ", flaws.Take(4))}{(flaws.Length > 4 ? $"; and {flaws.Length - 4} more" : "")}");
        var beyond = Beyond(capabilities.Playback).Concat(Beyond(capabilities.Recording)).Distinct().ToArray();
        return beyond.Length > 0
            ? Inconclusive($"{string.Join(", ", beyond.Take(4))}: well-formed, but this instrument measures 8 000–192 000 Hz and 1–8 channels")
            : Pass($"playback: {capabilities.Playback}; recording: {capabilities.Recording}");
    }

    private static IEnumerable<string> Flaws(string side, SideCapabilities lists) => !lists.Available
        ? []
        : [
            .. Flaws($"{side}.sample_rates", lists.RatesHz, rate => rate is >= 4_000 and <= 768_000, "4000–768000 Hz"),
            .. Flaws($"{side}.bit_depths", lists.BitDepths, depth => depth is 8 or 16 or 24 or 32, "8, 16, 24, 32 bit"),
            .. Flaws($"{side}.channels", lists.Channels, channels => channels is >= 1 and <= 64, "1–64"),
        ];

    private static IEnumerable<string> Flaws(string name, IReadOnlyList<uint> values, Func<uint, bool> isAllowed, string allowed)
    {
        if (values.Count == 0)
            yield return $"{name} is empty although the side is available";
        foreach (var value in values.Distinct().Where(v => !isAllowed(v)))
            yield return $"{name} holds {value}, outside {allowed}";
        foreach (var twice in values.GroupBy(v => v).Where(g => g.Count() > 1))
            yield return $"{name} holds {twice.Key} {twice.Count()} times";
    }

    private static IEnumerable<string> Beyond(SideCapabilities lists) => !lists.Available
        ? []
        : lists.RatesHz.Where(r => r is < 8_000 or > 192_000).Select(r => $"{r} Hz").Concat(lists.Channels.Where(c => c > 8).Select(c => $"{c} channels"));
}
