using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Play;

/// <summary>Makes a play that comes within 4 s after a cancelled one wait until then.</summary>
internal sealed class NextPlayWaits : Misbehaviour
{
    public override string Name => "next-play-waits";

    public override string Description => "makes a play that comes within 4 s after a cancelled one wait until then";

    public override string Breaks => "play/cancel";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) =>
        new HeldAfter(calls, TimeSpan.FromSeconds(4), Held.Waits, playEnded: context => context.CancellationToken.IsCancellationRequested, recordingEnded: null);
}
