using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Wire;

/// <summary>Makes a play that comes within 3 s after an expired deadline wait until then.</summary>
internal sealed class PlayWaitsAfterDeadline : Misbehaviour
{
    public override string Name => "play-waits-after-deadline";

    public override string Description => "makes a play that comes within 3 s after an expired deadline wait until then";

    public override string Breaks => "wire/deadline";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) =>
        new HeldAfter(calls, TimeSpan.FromSeconds(3), Held.Waits, playEnded: HoldsAfterDeadline.Expired, recordingEnded: null);
}
