using Grpc.Core;
using KOS.Common;
using KosSound.Simulator.Engine;
using KosSound.Simulator.Service;
using KosSound.Simulator.Service.Wire;

namespace KosSound.Simulator.Misbehaviours.Play;

/// <summary>
/// Answers PlayAudio with success as soon as the configuration is in; the audio, that of the first message too, is never read.
/// </summary>
/// <remarks>What the KOS server of version 0.7 does: it hands its hardware layer a queue whose other end is gone.</remarks>
internal sealed class Upstream07 : Misbehaviour
{
    public override string Name => "upstream-0.7";

    public override string Description => "answers PlayAudio with success at once and plays nothing, as the KOS server 0.7 does";

    public override string Breaks => "play/answer-after-last-frame";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new Calls(calls);

    private sealed class Calls(SoundCalls inner) : RelayedCalls(inner)
    {
        public override async Task<ActionResponse> PlayAudio(IAsyncStreamReader<PlayMessage> requestStream, ServerCallContext context)
        {
            if (!await requestStream.MoveNext(context.CancellationToken))
                throw Refusal.InvalidArgument("no message arrived: the first one must carry config");
            if (requestStream.Current.Config is null)
                throw Refusal.InvalidArgument("config is missing in the first message");
            return new ActionResponse { Success = true };
        }
    }
}
