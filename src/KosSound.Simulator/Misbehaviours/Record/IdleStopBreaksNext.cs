using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Record;

/// <summary>Applies an idle StopRecording to the next recording.</summary>
internal sealed class IdleStopBreaksNext : Misbehaviour
{
    public override string Name => "idle-stop-breaks-next";

    public override string Description => "applies an idle StopRecording to the next recording";

    public override string Breaks => "record/stop-idle";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new AfterIdleStop(calls, () => Task.CompletedTask);
}
