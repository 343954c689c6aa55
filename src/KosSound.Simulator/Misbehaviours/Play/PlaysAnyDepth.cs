using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Play;

/// <summary>Plays 16 bit when an unadvertised depth is asked for.</summary>
internal sealed class PlaysAnyDepth : Misbehaviour
{
    public override string Name => "plays-any-depth";

    public override string Description => "plays 16 bit when an unadvertised depth is asked for";

    public override string Breaks => "play/unadvertised-refused";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new EditedPlays(calls, messages => new EditedMessages(messages, message =>
    {
        if (message?.Config is { BitDepth: not (8 or 16 or 24 or 32) } config)
            config.BitDepth = 16;
        return message is null ? [] : [message];
    }));
}
