using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Play;

/// <summary>Never answers a play without any message.</summary>
internal sealed class EmptyPlayHangs : Misbehaviour
{
    public override string Name => "empty-play-hangs";

    public override string Description => "never answers a play without any message";

    public override string Breaks => "play/empty-stream";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new SilentRefusals(calls, plays: "no message arrived");
}
