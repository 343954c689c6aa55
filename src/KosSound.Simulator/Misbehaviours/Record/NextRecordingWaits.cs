using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Record;

/// <summary>Makes a recording that comes within 2 s after a cancelled one wait until then.</summary>
internal sealed class NextRecordingWaits : Misbehaviour
{
    public override string Name => "next-recording-waits";

    public override string Description => "makes a recording that comes within 2 s after a cancelled one wait until then";

    public override string Breaks => "record/cancel";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) =>
        new HeldAfter(calls, TimeSpan.FromSeconds(2), Held.Waits, playEnded: null, recordingEnded: context => context.CancellationToken.IsCancellationRequested);
}
