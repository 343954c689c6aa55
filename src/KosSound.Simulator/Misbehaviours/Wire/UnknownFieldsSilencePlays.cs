using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service;
using KosSound.Simulator.Service.Wire;

namespace KosSound.Simulator.Misbehaviours.Wire;

/// <summary>Plays silence when the configuration has fields it does not know.</summary>
internal sealed class UnknownFieldsSilencePlays : Misbehaviour
{
    public override string Name => "unknown-fields-silence-plays";

    public override string Description => "plays silence when the configuration has fields it does not know";

    public override string Breaks => "wire/unknown-fields";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new EditedPlays(calls, messages =>
    {
        var silent = false;
        return new EditedMessages(messages, message =>
        {
            if (message is null)
                return [];
            silent |= RefusesUnknownFieldsInPlays.AreIn(message.Config);
            if (!silent)
                return [message];
            using (message)
                return [PlayMessage.Of(message.Config?.Clone(), new byte[message.Audio.Length])];
        });
    });
}
