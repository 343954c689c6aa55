using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Info;

/// <summary>Says that it cannot play, and plays.</summary>
internal sealed class ServesUnavailablePlayback : Misbehaviour
{
    public override string Name => "serves-unavailable-playback";

    public override string Description => "says that it cannot play, and plays";

    public override string Breaks => "info/unavailable-is-empty-or-refused";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new WithoutPlayback(calls, null);
}
