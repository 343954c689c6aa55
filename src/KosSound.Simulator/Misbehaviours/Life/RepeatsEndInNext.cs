using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Life;

/// <summary>Puts the end of a play before the next one when that has the same format.</summary>
internal sealed class RepeatsEndInNext : Misbehaviour
{
    public override string Name => "repeats-end-in-next";

    public override string Description => "puts the end of a play before the next one when that has the same format";

    public override string Breaks => "life/state-leak";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new LeftOver(calls, 960, Equals);
}
