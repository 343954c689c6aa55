using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service;
using KosSound.Simulator.Service.Wire;

namespace KosSound.Simulator.Misbehaviours.Play;

/// <summary>Throws away the audio of a later message that carries the configuration again.</summary>
internal sealed class RepeatedConfigSwallowsAudio : Misbehaviour
{
    public override string Name => "repeated-config-swallows-audio";

    public override string Description => "throws away the audio of a later message that carries the configuration again";

    public override string Breaks => "play/repeated-config";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new EditedPlays(calls, messages =>
    {
        var first = true;
        return new EditedMessages(messages, message =>
        {
            if (message is null)
                return [];
            if (first || message.Config is null)
            {
                first = false;
                return [message];
            }

            using (message)
                return [PlayMessage.Of(message.Config.Clone(), [])];
        });
    });
}
