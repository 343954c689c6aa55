using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Play;

/// <summary>Never answers a play whose first message has no config.</summary>
internal sealed class PlayWithoutConfigHangs : Misbehaviour
{
    public override string Name => "play-without-config-hangs";

    public override string Description => "never answers a play whose first message has no config";

    public override string Breaks => "play/config-required";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new SilentRefusals(calls, plays: "config is missing");
}
