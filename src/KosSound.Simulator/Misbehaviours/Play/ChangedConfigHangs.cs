using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Play;

/// <summary>Never answers a play whose configuration changes in mid-stream.</summary>
internal sealed class ChangedConfigHangs : Misbehaviour
{
    public override string Name => "changed-config-hangs";

    public override string Description => "never answers a play whose configuration changes in mid-stream";

    public override string Breaks => "play/repeated-config";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new SilentRefusals(calls, plays: "config differs");
}
