using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Wire;

/// <summary>Throws away the first 20 ms of the play that follows one whose connection was lost.</summary>
internal sealed class FlushesLateAfterDisconnect : Misbehaviour
{
    public override string Name => "flushes-late-after-disconnect";

    public override string Description => "throws away the first 20 ms of the play that follows one whose connection was lost";

    public override string Breaks => "wire/disconnect";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new LateFlush(calls, BusyAfterDisconnect.IsCut);
}
