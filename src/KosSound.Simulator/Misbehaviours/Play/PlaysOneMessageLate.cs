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

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new EditedPlays(calls, messages =>
    {
        PlayMessage? held = null;
        return new EditedMessages(messages, message =>
        {
            var before = held;
            held = message;
            // Simulated time must not wait for what is held.
            if (message is not null)
                engine.Clock.PlayMessageArrived();
            return before is null ? [] : [before];
        });
    });
}
