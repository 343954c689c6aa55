using Grpc.Core;
using KOS.Common;
using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service;
using KosSound.Simulator.Service.Wire;

namespace KosSound.Simulator.Misbehaviours.Play;

/// <summary>Takes a message that fills its ring of 4 096 bytes for an empty one.</summary>
internal sealed class Swallows4096 : Misbehaviour
{
    public override string Name => "swallows-4096";

    public override string Description => "takes a message that fills its ring of 4 096 bytes for an empty one";

    public override string Breaks => "play/any-chunking";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new Calls(calls);

    private sealed class Calls(SoundCalls inner) : RelayedCalls(inner)
    {
        public override Task<ActionResponse> PlayAudio(IAsyncStreamReader<PlayMessage> requestStream, ServerCallContext context)
        {
            return base.PlayAudio(EditedMessages.Audio(requestStream, message => message.Audio.Length == 4_096 ? [] : message.Audio.ToArray()), context);
        }
    }
}
