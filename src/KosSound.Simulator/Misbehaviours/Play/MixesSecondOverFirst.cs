using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service;
using KosSound.Simulator.Service.Wire;

namespace KosSound.Simulator.Misbehaviours.Play;

/// <summary>Plays a second play in the place of what the first has for that time.</summary>
internal sealed class MixesSecondOverFirst : Misbehaviour
{
    public override string Name => "mixes-second-over-first";

    public override string Description => "plays a second play in the place of what the first has for that time";

    public override string Breaks => "play/concurrent";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new SecondIntoFirst(calls, (message, second) =>
    {
        using (message)
        {
            var over = second.Take(message.Audio.Length);
            return PlayMessage.Of(message.Config?.Clone(), [.. over, .. message.Audio.Span[over.Length..]]);
        }
    });
}
