using Google.Protobuf;
using KOS.Sound;
using KosSound.Analysis.Listening;
using KosSound.Conformance.Clauses.Refusals;
using KosSound.Conformance.Records;

namespace KosSound.Conformance.Clauses.Play;

internal sealed class AnyChunking : Clause
{
    private const int SmallMessages = 1_500;

    /// <summary>Size of what is sent around small messages: none of those that are tried, so that whoever fails at one of them is found by it.</summary>
    private const int OrdinaryBytes = 4_000;

    private static readonly TimeSpan Total = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan Ahead = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Allowed = TimeSpan.FromSeconds(20);

    public override string Id => "play/any-chunking";

    public override string Text => "the same audio sounds the same in 1-byte, odd-byte, 1-frame, 4 096-byte, 64 KiB and 1 MiB messages and with empty messages between";

    public override string Proof => "seven plays of 0.4 s or more, cut in different ways, must be whole in the capture";

    public override ClauseNeeds Needs => ClauseNeeds.Loop;

    public override async Task<ClauseResult> ProveAsync(ClauseContext context, CancellationToken cancellationToken)
    {
        var (pair, frame) = (context.Main, context.Main.Playback.BytesPerFrame);
        var odd = frame + 1 + frame % 2;
        return await TryAsync(context, pair, "1-byte messages", Small(1), cancellationToken)
            ?? await TryAsync(context, pair, $"{odd}-byte messages", Small(odd), cancellationToken)
            ?? await TryAsync(context, pair, $"1-frame messages of {frame} bytes", Small(frame), cancellationToken)
            ?? await TryAsync(context, pair, "4096-byte messages", Large(4_096, pair), cancellationToken)
            ?? await TryAsync(context, pair, "64 KiB messages", Large(64 << 10, pair), cancellationToken)
            ?? await TryAsync(context, pair, "messages with empty ones between", new Cut(Total, [4_096, 0]), cancellationToken)
            ?? await TryAsync(context, LargestOf(context), "a 1 MiB message", Large(1 << 20, LargestOf(context)), cancellationToken)
            ?? Pass($"7 ways to cut it sound the same");
    }

    /// <summary>Small messages take longer to send than to play: some sound goes ahead of them, so that no underrun is the client's doing.</summary>
    private static Cut Small(int bytes) => new(Total, [.. Enumerable.Repeat(bytes, SmallMessages)]) { Ahead = Ahead };

    private static Cut Large(int bytes, FormatRecord pair) =>
        new(TimeSpan.FromSeconds(Math.Max(Total.TotalSeconds, (double)bytes / pair.Playback.BytesPerFrame / pair.Playback.RateHz + 0.05)), [bytes]);

    private static FormatRecord LargestOf(ClauseContext context) =>
        context.Pairs.OrderByDescending(context.IsExact).ThenByDescending(p => (long)p.Playback.RateHz * p.Playback.BytesPerFrame).First();

    private static async Task<ClauseResult?> TryAsync(ClauseContext context, FormatRecord pair, string what, Cut cut, CancellationToken cancellationToken)
    {
        var probe = context.Probe(pair, cut.Duration);
        await using var ear = await context.ListenAsync(pair.Recording, cancellationToken);
        var began = context.Device.Now;
        var attempt = await Attempt.PlayAsync(context, cut.Messages(probe), Allowed, cancellationToken);
        if (attempt.Error is { } error)
            return Fail($"sent in {what}: {error.Message}");
        var ends = began + probe.Duration > context.Device.Now ? began + probe.Duration : context.Device.Now;
        var recorded = await ear.FinishAsync(context.SoundIsBackAt(ends), cancellationToken);
        return context.Hear(probe, pair, recorded).Flaw() is { } flaw ? Fail($"sent in {what}, {flaw}") : null;
    }

    /// <summary>A way to cut a sound into messages: sizes in bytes; after the last of several they begin anew only where one is left.</summary>
    private sealed record Cut(TimeSpan Duration, int[] Sizes)
    {
        /// <summary>Sound sent in ordinary messages first.</summary>
        public TimeSpan Ahead { get; init; }

        public IEnumerable<PlayAudioRequest> Messages(ProbeSound probe)
        {
            yield return new PlayAudioRequest { Config = Refusal.ConfigOf(probe.Format) };
            var at = 0;
            var ordinary = Math.Max(1, OrdinaryBytes / probe.Format.BytesPerFrame) * probe.Format.BytesPerFrame;
            for (var ahead = (int)(Ahead.TotalSeconds * probe.Format.RateHz) * probe.Format.BytesPerFrame; at < ahead;)
                yield return Next(Math.Min(ordinary, ahead - at));
            for (var i = 0; at < probe.Pcm.Length; i++)
                yield return Next(i < Sizes.Length || Sizes.Length <= 2 ? Sizes[i % Sizes.Length] : ordinary);

            PlayAudioRequest Next(int bytes)
            {
                var count = Math.Min(bytes, probe.Pcm.Length - at);
                at += count;
                return new PlayAudioRequest { AudioData = UnsafeByteOperations.UnsafeWrap(probe.Pcm.Slice(at - count, count)) };
            }
        }
    }
}
