using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Record;

/// <summary>Refuses recordings for 2 s after one was cancelled.</summary>
internal sealed class BusyAfterRecordingCancel : Misbehaviour
{
    public override string Name => "busy-after-recording-cancel";

    public override string Description => "refuses recordings for 2 s after one was cancelled";

    public override string Breaks => "record/cancel";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) =>
        new HeldAfter(calls, TimeSpan.FromSeconds(2), Held.Refused, playEnded: null, recordingEnded: context => context.CancellationToken.IsCancellationRequested);
}
