using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Play;

/// <summary>Refuses plays for 2 s after one was cancelled.</summary>
internal sealed class BusyAfterCancel : Misbehaviour
{
    public override string Name => "busy-after-cancel";

    public override string Description => "refuses plays for 2 s after one was cancelled";

    public override string Breaks => "play/cancel";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) =>
        new HeldAfter(calls, TimeSpan.FromSeconds(2), Held.Refused, playEnded: context => context.CancellationToken.IsCancellationRequested, recordingEnded: null);
}
