using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Record;

/// <summary>Never answers a recording of 12 bit.</summary>
internal sealed class UnknownDepthHangs : Misbehaviour
{
    public override string Name => "unknown-depth-hangs";

    public override string Description => "never answers a recording of 12 bit";

    public override string Breaks => "record/unadvertised-refused";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new SilentRefusals(calls, recordings: "config.bit_depth 12 ");
}
