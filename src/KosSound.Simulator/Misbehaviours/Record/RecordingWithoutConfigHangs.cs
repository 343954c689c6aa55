using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Record;

/// <summary>Never answers a recording without config.</summary>
internal sealed class RecordingWithoutConfigHangs : Misbehaviour
{
    public override string Name => "recording-without-config-hangs";

    public override string Description => "never answers a recording without config";

    public override string Breaks => "record/config-required";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new SilentRefusals(calls, recordings: "config is missing");
}
