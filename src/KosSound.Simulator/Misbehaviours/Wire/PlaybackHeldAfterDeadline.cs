using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Wire;

/// <summary>Refuses plays, but not recordings, for 4 s after a deadline has expired.</summary>
internal sealed class PlaybackHeldAfterDeadline : Misbehaviour
{
    public override string Name => "playback-held-after-deadline";

    public override string Description => "refuses plays, but not recordings, for 4 s after a deadline has expired";

    public override string Breaks => "wire/deadline";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new HeldAfter(calls, TimeSpan.FromSeconds(4), Held.Refused, HoldsAfterDeadline.Expired, null);
}
