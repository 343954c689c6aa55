using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Life;

/// <summary>Puts the end of a play before the next one when that has another format.</summary>
internal sealed class LeaksIntoNext : Misbehaviour
{
    public override string Name => "leaks-into-next";

    public override string Description => "puts the end of a play before the next one when that has another format";

    public override string Breaks => "life/state-leak";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new LeftOver(calls, 48, (before, now) => !Equals(before, now));
}
