using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Play;

/// <summary>Plays stereo when an unadvertised channel count is asked for.</summary>
internal sealed class PlaysAnyChannelCount : Misbehaviour
{
    public override string Name => "plays-any-channel-count";

    public override string Description => "plays stereo when an unadvertised channel count is asked for";

    public override string Breaks => "play/unadvertised-refused";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new EditedPlays(calls, messages => new EditedMessages(messages, message =>
    {
        if (message?.Config is { Channels: not (1 or 2) } config)
            config.Channels = 2;
        return message is null ? [] : [message];
    }));
}
