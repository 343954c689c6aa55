using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Record;

/// <summary>Refuses to play another number of channels than it records.</summary>
internal sealed class OneChannelCountAtATime : Misbehaviour
{
    public override string Name => "one-channel-count-at-a-time";

    public override string Description => "refuses to play another number of channels than it records";

    public override string Breaks => "duplex/different-formats";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new SameWhileRecording(calls, config => config.Channels, "channel count");
}
