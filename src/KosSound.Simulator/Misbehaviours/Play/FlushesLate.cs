using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Play;

/// <summary>Throws away the first 20 ms of the play that follows a cancelled one, with what that had left.</summary>
internal sealed class FlushesLate : Misbehaviour
{
    public override string Name => "flushes-late";

    public override string Description => "throws away the first 20 ms of the play that follows a cancelled one, with what that had left";

    public override string Breaks => "play/cancel";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) =>
        new LateFlush(calls, context => context.CancellationToken.IsCancellationRequested);
}
