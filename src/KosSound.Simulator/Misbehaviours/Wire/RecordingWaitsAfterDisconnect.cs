using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Wire;

/// <summary>Makes a recording that comes within 4 s after a connection was lost wait until then.</summary>
internal sealed class RecordingWaitsAfterDisconnect : Misbehaviour
{
    public override string Name => "recording-waits-after-disconnect";

    public override string Description => "makes a recording that comes within 4 s after a connection was lost wait until then";

    public override string Breaks => "wire/disconnect";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) =>
        new HeldAfter(calls, TimeSpan.FromSeconds(4), Held.Waits, playEnded: null, recordingEnded: BusyAfterDisconnect.IsCut);
}
