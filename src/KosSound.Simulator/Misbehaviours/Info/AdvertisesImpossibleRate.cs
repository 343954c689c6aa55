using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Info;

/// <summary>Lists a recording rate of 800 kHz.</summary>
internal sealed class AdvertisesImpossibleRate : Misbehaviour
{
    public override string Name => "advertises-impossible-rate";

    public override string Description => "lists a recording rate of 800 kHz";

    public override string Breaks => "info/well-formed";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new OtherInfo(calls, info => info.Recording.SampleRates.Add(800_000));
}
