using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Record;

/// <summary>Refuses to play in another format than it records in.</summary>
internal sealed class OneFormatAtATime : Misbehaviour
{
    public override string Name => "one-format-at-a-time";

    public override string Description => "refuses to play in another format than it records in";

    public override string Breaks => "duplex/different-formats";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new SameWhileRecording(calls, config => config, "format");
}
