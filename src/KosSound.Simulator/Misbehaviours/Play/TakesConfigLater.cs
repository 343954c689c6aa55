using Grpc.Core;
using KOS.Common;
using KosSound.Simulator.Clock;
using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service;
using KosSound.Simulator.Service.Wire;

namespace KosSound.Simulator.Misbehaviours.Play;

/// <summary>Passes over empty messages until a configuration comes.</summary>
internal sealed class TakesConfigLater : Misbehaviour
{
    public override string Name => "takes-config-later";

    public override string Description => "passes over empty messages until a configuration comes";

    public override string Breaks => "play/config-required";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new Calls(calls, engine.Clock);

    private sealed class Calls(SoundCalls inner, DeviceClock clock) : RelayedCalls(inner)
    {
        public override Task<ActionResponse> PlayAudio(IAsyncStreamReader<PlayMessage> requestStream, ServerCallContext context)
        {
            var first = true;
            return base.PlayAudio(new EditedMessages(requestStream, message =>
            {
                if (message is null)
                    return [];
                if (first && message.Config is null && message.Audio.IsEmpty)
                {
                    message.Dispose();
                    clock.PlayMessageArrived();
                    return [];
                }

                first = false;
                return [message];
            }), context);
        }
    }
}
