using Grpc.Core;
using KOS.Common;
using KosSound.Simulator.Clock;
using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service;
using KosSound.Simulator.Service.Wire;

namespace KosSound.Simulator.Misbehaviours.Play;

/// <summary>Plays a message only when the next has come, so that a pause falls behind the one before it.</summary>
internal sealed class PlaysOneMessageLate : Misbehaviour
{
    public override string Name => "plays-one-message-late";

    public override string Description => "plays a message only when the next has come, so that a pause falls behind the one before it";

    public override string Breaks => "play/slow-sender";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new Calls(calls, engine.Clock);

    private sealed class Calls(SoundCalls inner, DeviceClock clock) : RelayedCalls(inner)
    {
        public override Task<ActionResponse> PlayAudio(IAsyncStreamReader<PlayMessage> requestStream, ServerCallContext context)
        {
            PlayMessage? held = null;
            return base.PlayAudio(new EditedMessages(requestStream, message =>
            {
                var before = held;
                held = message;
                // Simulated time must not wait for what is held.
                if (message is not null)
                    clock.PlayMessageArrived();
                return before is null ? [] : [before];
            }), context);
        }
    }
}
