using KOS.Common;
using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Wire;

/// <summary>Has no playback side and answers success = false without an error when it is used.</summary>
internal sealed class UnavailablePlaybackSaysNothing : Misbehaviour
{
    public override string Name => "unavailable-playback-says-nothing";

    public override string Description => "has no playback side and answers success = false without an error when it is used";

    public override string Breaks => "errors/unavailable";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new WithoutPlayback(calls, _ => Task.FromResult(new ActionResponse()));
}
