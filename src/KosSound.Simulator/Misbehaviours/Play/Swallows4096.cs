using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Play;

/// <summary>Takes a message that fills its ring of 4 096 bytes for an empty one.</summary>
internal sealed class Swallows4096 : Misbehaviour
{
    public override string Name => "swallows-4096";

    public override string Description => "takes a message that fills its ring of 4 096 bytes for an empty one";

    public override string Breaks => "play/any-chunking";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) =>
        new EditedPlays(calls, messages => EditedMessages.Audio(messages, message => message.Audio.Length == 4_096 ? [] : message.Audio.ToArray()));
}
