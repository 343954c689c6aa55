using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Info;

/// <summary>Lists a bit depth twice.</summary>
internal sealed class AdvertisesDepthTwice : Misbehaviour
{
    public override string Name => "advertises-depth-twice";

    public override string Description => "lists a bit depth twice";

    public override string Breaks => "info/well-formed";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new OtherInfo(calls, info => info.Recording.BitDepths.Add(info.Recording.BitDepths[0]));
}
