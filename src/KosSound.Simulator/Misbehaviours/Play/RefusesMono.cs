using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Play;

/// <summary>Refuses to play one channel although it advertises it.</summary>
internal sealed class RefusesMono : Misbehaviour
{
    public override string Name => "refuses-mono";

    public override string Description => "refuses to play one channel although it advertises it";

    public override string Breaks => "play/every-format";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new EditedPlays(calls, messages => new EditedMessages(messages, message => message switch
    {
        null => [],
        { Config.Channels: 1 } => throw Refusal.InvalidArgument("config.channels 1 is not supported"),
        _ => [message],
    }));
}
