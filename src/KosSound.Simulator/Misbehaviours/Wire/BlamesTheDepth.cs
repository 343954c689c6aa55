using Grpc.Core;
using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Wire;

/// <summary>Blames the bit depth when the channel count is wrong.</summary>
internal sealed class BlamesTheDepth : Misbehaviour
{
    public override string Name => "blames-the-depth";

    public override string Description => "blames the bit depth when the channel count is wrong";

    public override string Breaks => "errors/code-and-message";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) =>
        new OtherRefusals(calls, status => status.Detail.StartsWith("config.channels", StringComparison.Ordinal) ? new Status(StatusCode.InvalidArgument, "config.bit_depth is wrong") : status);
}
