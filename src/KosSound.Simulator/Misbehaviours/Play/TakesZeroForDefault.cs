using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Play;

/// <summary>Plays at 48 kHz, 16 bit or in stereo when the rate, depth or channel count is 0.</summary>
internal sealed class TakesZeroForDefault : Misbehaviour
{
    public override string Name => "takes-zero-for-default";

    public override string Description => "plays at 48 kHz, 16 bit or in stereo when the rate, depth or channel count is 0";

    public override string Breaks => "play/unadvertised-refused";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new EditedPlays(calls, messages => new EditedMessages(messages, message =>
    {
        DefaultConfig.Fill(message?.Config);
        return message is null ? [] : [message];
    }));
}
