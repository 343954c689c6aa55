using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Info;

/// <summary>Lists its first playback rate twice.</summary>
internal sealed class AdvertisesTwice : Misbehaviour
{
    public override string Name => "advertises-twice";

    public override string Description => "lists its first playback rate twice";

    public override string Breaks => "info/well-formed";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new OtherInfo(calls, info => info.Playback.SampleRates.Add(info.Playback.SampleRates[0]));
}
