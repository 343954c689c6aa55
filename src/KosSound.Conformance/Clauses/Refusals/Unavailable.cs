using KOS.Common;
using KOS.Sound;
using KosSound.Device;
using KosSound.Device.Capabilities;
using KosSound.Signals;

namespace KosSound.Conformance.Clauses.Refusals;

/// <summary>What a side that does not exist says when it is called.</summary>
internal abstract class UnavailableSide : Clause
{
    private static readonly TimeSpan Allowed = TimeSpan.FromSeconds(2);

    public override async Task<ClauseResult> ProveAsync(ClauseContext context, CancellationToken cancellationToken)
    {
        var (playback, recording) = (context.Capabilities.Playback, context.Capabilities.Recording);
        if (playback.Available && recording.Available)
            return Skip("both sides are available");
        if (!playback.Available)
        {
            var config = Refusal.ConfigOf(AnyFormat(recording));
            var messages = new[] { new PlayAudioRequest { Config = config, AudioData = Google.Protobuf.ByteString.CopyFrom(new byte[960]) } };
            if (Judge("PlayAudio", "playback", await Attempt.PlayAsync(context, messages, Allowed, cancellationToken)) is { } flaw)
                return flaw;
        }

        if (!recording.Available)
        {
            var request = new RecordAudioRequest { Config = Refusal.ConfigOf(AnyFormat(playback)), DurationMs = 100 };
            if (Judge("RecordAudio", "recording", await Attempt.RecordAsync(context, request, Allowed, cancellationToken)) is { } flaw)
                return flaw;
        }

        return Pass($"{(playback.Available ? "recording is" : recording.Available ? "playback is" : "neither side is")} not available, and its calls are refused");
    }

    protected abstract ClauseResult? Judge(string call, string side, Attempt attempt);

    private static PcmFormat AnyFormat(SideCapabilities other) => other.Formats.DefaultIfEmpty(new PcmFormat(48_000, 16, 1)).First();
}

internal sealed class UnavailableRefuses : UnavailableSide
{
    public override string Id => "info/unavailable-is-empty-or-refused";

    public override string Text => "a side that is not available refuses its calls";

    public override string Proof => "the side that is not available is called with a format of the other";

    protected override ClauseResult? Judge(string call, string side, Attempt attempt) => attempt.Outcome switch
    {
        AttemptOutcome.Refused => null,
        AttemptOutcome.Accepted => Fail($"{call} is accepted although {side} is not available"),
        AttemptOutcome.Silent => Fail($"{call} is not answered within {2} s although {side} is not available"),
        _ => Fail($"{call} on a side that is not available breaks the connection: {attempt.Error!.Message}"),
    };
}

internal sealed class UnavailableCode : UnavailableSide
{
    public override string Id => "errors/unavailable";

    public override string Text => "the refusal of a side that is not available is not INTERNAL or UNKNOWN";

    public override string Proof => "the side that is not available is called; the code of its refusal is looked at";

    protected override ClauseResult? Judge(string call, string side, Attempt attempt)
    {
        if (attempt is not { Outcome: AttemptOutcome.Refused, Error: { } error })
            return Inconclusive($"{call} was not refused (see info/unavailable-is-empty-or-refused)");
        return error.StatusCode is Grpc.Core.StatusCode.Internal or Grpc.Core.StatusCode.Unknown || error is { Kind: FailureKind.InBand, ErrorCode: null or ErrorCode.Unknown }
            ? Fail($"{call}, whose side is not available, is refused with {Refusal.CodeOf(error)} \"{error.DeviceText}\"")
            : null;
    }
}
