using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Wire;

/// <summary>Makes a play that comes within 4 s after a connection was lost wait until then.</summary>
internal sealed class PlayWaitsAfterDisconnect : Misbehaviour
{
    public override string Name => "play-waits-after-disconnect";

    public override string Description => "makes a play that comes within 4 s after a connection was lost wait until then";

    public override string Breaks => "wire/disconnect";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) =>
        new HeldAfter(calls, TimeSpan.FromSeconds(4), Held.Waits, playEnded: BusyAfterDisconnect.IsCut, recordingEnded: null);
}
