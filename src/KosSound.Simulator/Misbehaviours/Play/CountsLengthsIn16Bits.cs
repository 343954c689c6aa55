using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Play;

/// <summary>Counts the bytes of a message in 16 bits, so that 64 KiB are none.</summary>
internal sealed class CountsLengthsIn16Bits : Misbehaviour
{
    public override string Name => "counts-lengths-in-16-bits";

    public override string Description => "counts the bytes of a message in 16 bits, so that 64 KiB are none";

    public override string Breaks => "play/any-chunking";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) =>
        new EditedPlays(calls, messages => EditedMessages.Audio(messages, message => message.Audio[..(message.Audio.Length & 0xFFFF)].ToArray()));
}
