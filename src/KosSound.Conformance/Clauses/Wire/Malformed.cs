using Google.Protobuf;
using KOS.Sound;
using KosSound.Conformance.Clauses.Play;
using KosSound.Conformance.Clauses.Refusals;
using KosSound.Conformance.Records;
using KosSound.Device;
using KosSound.Device.Wire;

namespace KosSound.Conformance.Clauses.Wire;

internal sealed class Malformed : Clause
{
    private const int OversizeBytes = 16 << 20;
    private static readonly TimeSpan Allowed = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan OversizeAllowed = TimeSpan.FromSeconds(8);

    /// <summary>Less than the shortest time in which 16 MiB can be played: 2.7 s, in 8 channels of 192 kHz and 32 bit.</summary>
    private static readonly TimeSpan TooSoon = TimeSpan.FromMilliseconds(500);

    public override string Id => "wire/malformed";

    public override string Text => "truncated frames, wrong lengths, invalid protobuf, unknown compression and wrong content types get an error status, 16 MiB messages are refused or taken, and the next call works";

    public override string Proof => "seven malformed requests to every method and one message of 16 MiB, by raw HTTP/2; GetAudioInfo is asked after each, and a play must be whole at the end; a wrong content type that is taken counts as level S, for gRPC only says that it should be refused";

    public override ClausePhase Phase => ClausePhase.Hostile;

    public override bool IsWallClock => true;

    public override async Task<ClauseResult> ProveAsync(ClauseContext context, CancellationToken cancellationToken)
    {
        // Whether it is heard is learnt while nothing has gone wrong yet.
        var canHear = context.CanHear && await context.CalibrateAsync(cancellationToken);
        var count = 0;
        string? lenient = null;
        foreach (var method in Methods(context))
        {
            foreach (var (what, body, contentType, mayBeTaken) in Mistakes(method, context))
            {
                using var raw = new RawConnection(context.Device);
                var answer = await raw.AskAsync(method, body, Allowed, contentType, cancellationToken);
                if (!answer.IsError && !answer.Silent && contentType == WrongContentType)
                    lenient ??= $"{method} with {what} is answered with {answer}";
                else if (!answer.IsError && (answer.Silent || !mayBeTaken))
                    return Fail($"{method} with {what} is answered with {answer}, not with an error status");
                if (await NextCallFlawAsync(context, cancellationToken) is { } flaw)
                    return Fail($"after {method} with {what} ({answer}), {flaw}");
                count++;
            }
        }

        if (context.Capabilities.Playback.Formats.Any() && await OversizeAsync(context, cancellationToken) is { } oversize)
            return oversize;
        if (canHear && await NextPlayFlawAsync(context, cancellationToken) is { } damage)
            return damage;
        return lenient is not null
            ? Fail($"{lenient}, where gRPC servers should answer with HTTP status 415") with { Level = ClauseLevel.Should }
            : Pass($"{count} malformed requests got an error, a 16 MiB message was dealt with, and the next calls work");
    }

    /// <summary>gRPC over HTTP/2 says that a server SHOULD refuse it, and grpc-core does not: a finding of level S.</summary>
    private const string WrongContentType = "text/plain";

    private static IEnumerable<string> Methods(ClauseContext context)
    {
        yield return "GetAudioInfo";
        if (context.Capabilities.Playback.Formats.Any())
            yield return "PlayAudio";
        if (context.Capabilities.Recording.Formats.Any())
            yield return "RecordAudio";
    }

    /// <remarks>
    /// grpc-core 1.51, which serves Python and C++, takes a compressed message without a named compression for an uncompressed one, and an
    /// empty message for empty whatever its flag says: both do no harm. A robot's maker cannot change them.
    /// </remarks>
    private static IEnumerable<(string What, byte[] Body, string ContentType, bool MayBeTaken)> Mistakes(string method, ClauseContext context)
    {
        const string Grpc = "application/grpc";
        var message = Message(method, context);
        yield return ("a truncated frame", GrpcFrames.Frame(message, length: (uint)message.Length + 100), Grpc, false);
        yield return ("half a frame header", [0, 0, 0], Grpc, false);
        yield return ("a length prefix of 4 GiB", GrpcFrames.Frame(message, length: uint.MaxValue), Grpc, false);
        yield return ("invalid protobuf", GrpcFrames.Frame([0x0f, 0xff, 0xff, 0xff]), Grpc, false);
        yield return ("compression flag 2", GrpcFrames.Frame(message, flag: 2), Grpc, message.Length == 0);
        yield return ("a compressed message without a named compression", GrpcFrames.Frame(message, flag: 1), Grpc, true);
        yield return ($"content type {WrongContentType}", GrpcFrames.Frame(message), WrongContentType, false);
    }

    private static byte[] Message(string method, ClauseContext context) => method switch
    {
        "PlayAudio" => new PlayAudioRequest { Config = Refusal.ConfigOf(context.MainPlayback) }.ToByteArray(),
        "RecordAudio" => new RecordAudioRequest { Config = Refusal.ConfigOf(context.MainRecording), DurationMs = 50 }.ToByteArray(),
        _ => [],
    };

    /// <summary>A message of 16 MiB: refused, or taken; a device that takes it is cancelled, for it would play for minutes.</summary>
    private static async Task<ClauseResult?> OversizeAsync(ClauseContext context, CancellationToken cancellationToken)
    {
        using var raw = new RawConnection(context.Device);
        using (var call = raw.Open("PlayAudio"))
        {
            var message = new PlayAudioRequest { Config = Refusal.ConfigOf(context.MainPlayback), AudioData = ByteString.CopyFrom(new byte[OversizeBytes]) };
            var write = call.WriteAsync(GrpcFrames.Frame(message.ToByteArray()));
            var taken = await Task.WhenAny(write, Task.Delay(OversizeAllowed, cancellationToken)) == write;
            if (!taken)
                return Fail($"a message of 16 MiB is neither refused nor taken within {OversizeAllowed.TotalSeconds:0} s");
            if (await call.AnswerAsync(TooSoon, cancellationToken) is { IsError: false, Silent: false } answer)
                return Fail($"a message of 16 MiB is answered with {answer} before it can have been played");
        }

        return await NextCallFlawAsync(context, cancellationToken) is { } flaw ? Fail($"after a message of 16 MiB, {flaw}") : null;
    }

    private static async Task<string?> NextCallFlawAsync(ClauseContext context, CancellationToken cancellationToken)
    {
        try
        {
            await using var next = await SoundDevice.ConnectAsync(context.Options.Device, cancellationToken);
            await next.GetAudioInfoAsync(cancellationToken);
            return null;
        }
        catch (SoundDeviceException e)
        {
            return $"the next call fails: {e.Message}";
        }
    }

    private static async Task<ClauseResult?> NextPlayFlawAsync(ClauseContext context, CancellationToken cancellationToken)
    {
        try
        {
            var (next, _) = await Freed.LoopAsync(context, context.Device.Now, TimeSpan.FromSeconds(1), cancellationToken);
            return next.Heard.Flaw() is { } flaw ? Fail($"of the play after the malformed requests, {flaw}") : null;
        }
        catch (SoundDeviceException e)
        {
            return Fail($"the play after the malformed requests fails: {e.Message}");
        }
    }
}
