using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service;
using KosSound.Simulator.Service.Wire;

namespace KosSound.Simulator.Misbehaviours.Play;

/// <summary>Queues a second play behind what it holds of the first, whose rest comes after it.</summary>
internal sealed class QueuesSecondInsideFirst : Misbehaviour
{
    public override string Name => "queues-second-inside-first";

    public override string Description => "queues a second play behind what it holds of the first, whose rest comes after it";

    public override string Breaks => "play/concurrent";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new SecondIntoFirst(calls, (message, second) =>
    {
        using (message)
            return PlayMessage.Of(message.Config?.Clone(), [.. message.Audio.Span, .. second.Take(int.MaxValue)]);
    });
}
