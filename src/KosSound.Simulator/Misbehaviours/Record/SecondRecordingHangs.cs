using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Record;

/// <summary>Never answers a second recording that is asked for while one runs.</summary>
internal sealed class SecondRecordingHangs : Misbehaviour
{
    public override string Name => "second-recording-hangs";

    public override string Description => "never answers a second recording that is asked for while one runs";

    public override string Breaks => "record/concurrent";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new SilentRefusals(calls, recordings: "recording is busy");
}
