using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Play;

/// <summary>Throws away the audio that comes together with the configuration.</summary>
internal sealed class DropsFirstAudio : Misbehaviour
{
    public override string Name => "drops-first-audio";

    public override string Description => "throws away the audio that comes together with the configuration";

    public override string Breaks => "play/first-message-audio";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) =>
        new EditedPlays(calls, messages => EditedMessages.Audio(messages, message => message.Index == 0 ? [] : message.Audio.ToArray()));
}
