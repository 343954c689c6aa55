using KOS.Common;
using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Play;

/// <summary>Ends a play with success when more than 10 s of it were sent ahead, and drops what was not played.</summary>
internal sealed class CutsFastSendersShort : Misbehaviour
{
    public override string Name => "cuts-fast-senders-short";

    public override string Description => "ends a play with success when more than 10 s of it were sent ahead, and drops what was not played";

    public override string Breaks => "play/backpressure";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) =>
        new FastSenders(calls, engine.Clock.Time, () => new ActionResponse { Success = true });
}
