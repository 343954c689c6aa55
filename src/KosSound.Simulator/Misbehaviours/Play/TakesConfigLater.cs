using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Play;

/// <summary>Passes over empty messages until a configuration comes.</summary>
internal sealed class TakesConfigLater : Misbehaviour
{
    public override string Name => "takes-config-later";

    public override string Description => "passes over empty messages until a configuration comes";

    public override string Breaks => "play/config-required";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new EditedPlays(calls, messages =>
    {
        var first = true;
        return new EditedMessages(messages, message =>
        {
            if (message is null)
                return [];
            if (first && message.Config is null && message.Audio.IsEmpty)
            {
                message.Dispose();
                engine.Clock.PlayMessageArrived();
                return [];
            }

            first = false;
            return [message];
        });
    });
}
