using Grpc.Core;
using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Wire;

/// <summary>Has no recording side and says UNKNOWN when it is used.</summary>
internal sealed class UnavailableAsUnknown : Misbehaviour
{
    public override string Name => "unavailable-as-unknown";

    public override string Description => "has no recording side and says UNKNOWN when it is used";

    public override string Breaks => "errors/unavailable";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) =>
        new WithoutRecording(calls, _ => throw new RpcException(new Status(StatusCode.Unknown, "error")));
}
