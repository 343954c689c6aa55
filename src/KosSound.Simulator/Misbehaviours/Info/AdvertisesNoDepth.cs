using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Info;

/// <summary>Is available, but lists no bit depth.</summary>
internal sealed class AdvertisesNoDepth : Misbehaviour
{
    public override string Name => "advertises-no-depth";

    public override string Description => "is available, but lists no bit depth";

    public override string Breaks => "info/well-formed";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new OtherInfo(calls, info => info.Playback.BitDepths.Clear());
}
