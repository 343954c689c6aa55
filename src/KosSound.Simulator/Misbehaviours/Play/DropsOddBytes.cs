using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Play;

/// <summary>Cuts every message down to a multiple of 4 bytes.</summary>
internal sealed class DropsOddBytes : Misbehaviour
{
    public override string Name => "drops-odd-bytes";

    public override string Description => "cuts every message down to a multiple of 4 bytes";

    public override string Breaks => "play/any-chunking";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) =>
        new EditedPlays(calls, messages => EditedMessages.Audio(messages, message => message.Audio[..(message.Audio.Length / 4 * 4)].ToArray()));
}
