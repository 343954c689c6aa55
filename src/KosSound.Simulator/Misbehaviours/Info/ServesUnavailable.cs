using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Info;

/// <summary>Says that it cannot record, and records.</summary>
internal sealed class ServesUnavailable : Misbehaviour
{
    public override string Name => "serves-unavailable";

    public override string Description => "says that it cannot record, and records";

    public override string Breaks => "info/unavailable-is-empty-or-refused";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new WithoutRecording(calls, null);
}
