using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Play;

/// <summary>Breaks a play off when more than 10 s of it were sent ahead, instead of making the sender wait.</summary>
internal sealed class BreaksOffFastSenders : Misbehaviour
{
    public override string Name => "breaks-off-fast-senders";

    public override string Description => "breaks a play off when more than 10 s of it were sent ahead, instead of making the sender wait";

    public override string Breaks => "play/backpressure";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) =>
        new FastSenders(calls, engine.Clock.Time, () => throw Refusal.Overflow("the sender is too fast"));
}
