using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Info;

/// <summary>Is available, but lists no channel count.</summary>
internal sealed class AdvertisesNoChannels : Misbehaviour
{
    public override string Name => "advertises-no-channels";

    public override string Description => "is available, but lists no channel count";

    public override string Breaks => "info/well-formed";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new OtherInfo(calls, info => info.Playback.Channels.Clear());
}
