using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Info;

/// <summary>Lists 0 among its channel counts.</summary>
internal sealed class AdvertisesZero : Misbehaviour
{
    public override string Name => "advertises-zero";

    public override string Description => "lists 0 among its channel counts";

    public override string Breaks => "info/well-formed";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new OtherInfo(calls, info => info.Recording.Channels.Add(0));
}
