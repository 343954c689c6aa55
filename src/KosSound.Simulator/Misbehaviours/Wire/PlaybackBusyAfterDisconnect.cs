using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Wire;

/// <summary>Refuses plays, but not recordings, for 4 s after a connection was lost.</summary>
internal sealed class PlaybackBusyAfterDisconnect : Misbehaviour
{
    public override string Name => "playback-busy-after-disconnect";

    public override string Description => "refuses plays, but not recordings, for 4 s after a connection was lost";

    public override string Breaks => "wire/disconnect";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new HeldAfter(calls, TimeSpan.FromSeconds(4), Held.Refused, BusyAfterDisconnect.IsCut, null);
}
