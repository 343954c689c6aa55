using Grpc.Core;
using KOS.Common;
using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service;
using KosSound.Simulator.Service.Wire;

namespace KosSound.Simulator.Misbehaviours.Play;

/// <summary>Refuses a play of which a message ends inside a frame.</summary>
internal sealed class RefusesTornMessages : Misbehaviour
{
    public override string Name => "refuses-torn-messages";

    public override string Description => "refuses a play of which a message ends inside a frame";

    public override string Breaks => "play/any-chunking";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new Calls(calls);

    private sealed class Calls(SoundCalls inner) : RelayedCalls(inner)
    {
        public override Task<ActionResponse> PlayAudio(IAsyncStreamReader<PlayMessage> requestStream, ServerCallContext context)
        {
            var frameBytes = 1;
            return base.PlayAudio(new EditedMessages(requestStream, message =>
            {
                if (message is null)
                    return [];
                frameBytes = FrameSize.After(frameBytes, message.Config);
                return message.Audio.Length % frameBytes == 0 ? [message] : throw Refusal.InvalidArgument("audio_data must be whole frames");
            }), context);
        }
    }
}
