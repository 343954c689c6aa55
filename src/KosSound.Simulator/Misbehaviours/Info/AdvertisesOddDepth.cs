using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Info;

/// <summary>Lists a playback depth of 20 bit.</summary>
internal sealed class AdvertisesOddDepth : Misbehaviour
{
    public override string Name => "advertises-odd-depth";

    public override string Description => "lists a playback depth of 20 bit";

    public override string Breaks => "info/well-formed";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new OtherInfo(calls, info => info.Playback.BitDepths.Add(20));
}
