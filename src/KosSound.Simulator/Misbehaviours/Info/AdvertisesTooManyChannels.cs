using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Info;

/// <summary>Lists 65 recorded channels.</summary>
internal sealed class AdvertisesTooManyChannels : Misbehaviour
{
    public override string Name => "advertises-too-many-channels";

    public override string Description => "lists 65 recorded channels";

    public override string Breaks => "info/well-formed";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new OtherInfo(calls, info => info.Recording.Channels.Add(65));
}
