using Grpc.Core;
using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Wire;

/// <summary>Blames the sample rate whatever is wrong with a configuration.</summary>
internal sealed class BlamesTheRate : Misbehaviour
{
    public override string Name => "blames-the-rate";

    public override string Description => "blames the sample rate whatever is wrong with a configuration";

    public override string Breaks => "errors/code-and-message";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new OtherRefusals(calls, status => status.Detail.StartsWith("config.", StringComparison.Ordinal) ? new Status(StatusCode.InvalidArgument, "config.sample_rate is wrong") : status);
}
