using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Record;

/// <summary>Refuses the recording that follows an idle StopRecording.</summary>
internal sealed class IdleStopFailsNext : Misbehaviour
{
    public override string Name => "idle-stop-fails-next";

    public override string Description => "refuses the recording that follows an idle StopRecording";

    public override string Breaks => "record/stop-idle";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) =>
        new AfterIdleStop(calls, () => throw Refusal.FailedPrecondition("recording is being stopped"));
}
