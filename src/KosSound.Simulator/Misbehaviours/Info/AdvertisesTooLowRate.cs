using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Info;

/// <summary>Lists a rate of 2 kHz.</summary>
internal sealed class AdvertisesTooLowRate : Misbehaviour
{
    public override string Name => "advertises-too-low-rate";

    public override string Description => "lists a rate of 2 kHz";

    public override string Breaks => "info/well-formed";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new OtherInfo(calls, info => info.Playback.SampleRates.Add(2_000));
}
