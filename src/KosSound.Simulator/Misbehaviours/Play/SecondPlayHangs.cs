using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Play;

/// <summary>Never answers a second play that comes while one runs.</summary>
internal sealed class SecondPlayHangs : Misbehaviour
{
    public override string Name => "second-play-hangs";

    public override string Description => "never answers a second play that comes while one runs";

    public override string Breaks => "play/concurrent";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new SilentRefusals(calls, plays: "playback is busy");
}
