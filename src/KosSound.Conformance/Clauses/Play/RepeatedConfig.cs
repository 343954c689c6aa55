using Google.Protobuf;
using KOS.Sound;
using KosSound.Conformance.Clauses.Refusals;
using KosSound.Conformance.Records;
using KosSound.Signals;

namespace KosSound.Conformance.Clauses.Play;

internal sealed class RepeatedConfig : Clause
{
    public override string Id => "play/repeated-config";

    public override ClauseLevel Level => ClauseLevel.Should;

    public override string Text => "the same configuration in a later message is accepted, a different one is refused";

    public override string Proof => "the second half of a play carries the same configuration, and in a second play another";

    public override ClauseNeeds Needs => ClauseNeeds.Loop;

    public override async Task<ClauseResult> ProveAsync(ClauseContext context, CancellationToken cancellationToken)
    {
        var pair = context.Main;
        var same = Refusal.ConfigOf(pair.Playback);
        var (repeated, heardFlaw) = await TryAsync(context, same, cancellationToken);
        if (repeated.Error is { } error)
            return Fail($"the same configuration in a later message is refused: {error.Message}");
        if (heardFlaw is not null)
            return Fail($"with the same configuration in a later message, {heardFlaw}");
        var different = OtherThan(pair.Playback, context) is { } other ? Refusal.ConfigOf(other) : new AudioConfig(same) { SampleRate = same.SampleRate + 1 };
        var (changed, _) = await TryAsync(context, different, cancellationToken);
        return changed.Outcome switch
        {
            AttemptOutcome.Refused => Pass($"the same is accepted; a change to {different.SampleRate} Hz {different.BitDepth} bit {different.Channels} ch is refused: {changed.Error!.DeviceText}"),
            AttemptOutcome.Accepted => Fail($"a change from {pair.Playback} to {different.SampleRate} Hz {different.BitDepth} bit {different.Channels} ch in mid-stream is accepted"),
            _ => Fail($"a change of configuration in mid-stream is not answered properly: {changed.Error!.Message}"),
        };
    }

    private static async Task<(Attempt Attempt, string? Flaw)> TryAsync(ClauseContext context, AudioConfig later, CancellationToken cancellationToken)
    {
        var pair = context.Main;
        var probe = context.Probe(pair, TimeSpan.FromMilliseconds(200));
        var half = probe.Pcm.Length / 2 / pair.Playback.BytesPerFrame * pair.Playback.BytesPerFrame;
        await using var ear = await context.ListenAsync(pair.Recording, cancellationToken);
        var began = context.Device.Now;
        var attempt = await Attempt.PlayAsync(context,
            [
                new PlayAudioRequest { Config = Refusal.ConfigOf(pair.Playback), AudioData = ByteString.CopyFrom(probe.Pcm.Span[..half]) },
                new PlayAudioRequest { Config = later, AudioData = ByteString.CopyFrom(probe.Pcm.Span[half..]) },
            ],
            context.Options.Device.AnswerTimeout, cancellationToken);
        var ends = began + probe.Duration > context.Device.Now ? began + probe.Duration : context.Device.Now;
        var recorded = await ear.FinishAsync(context.SoundIsBackAt(ends), cancellationToken);
        return (attempt, context.Hear(probe, pair, recorded).Flaw());
    }

    private static PcmFormat? OtherThan(PcmFormat format, ClauseContext context) =>
        context.Capabilities.Playback.Formats.Where(f => f != format).Select(f => (PcmFormat?)f).FirstOrDefault();
}
