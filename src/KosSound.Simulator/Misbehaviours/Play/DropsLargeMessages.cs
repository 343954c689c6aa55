using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Play;

/// <summary>Throws away messages of more than 512 KiB.</summary>
internal sealed class DropsLargeMessages : Misbehaviour
{
    public override string Name => "drops-large-messages";

    public override string Description => "throws away messages of more than 512 KiB";

    public override string Breaks => "play/any-chunking";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) =>
        new EditedPlays(calls, messages => EditedMessages.Audio(messages, message => message.Audio.Length > 512 << 10 ? message.Audio[^(message.Audio.Length % 48)..].ToArray() : message.Audio.ToArray()));
}
