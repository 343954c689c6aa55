using Grpc.Core;
using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Wire;

/// <summary>Has no playback side and says INTERNAL when it is used.</summary>
internal sealed class UnavailablePlaybackIsInternal : Misbehaviour
{
    public override string Name => "unavailable-playback-is-internal";

    public override string Description => "has no playback side and says INTERNAL when it is used";

    public override string Breaks => "errors/unavailable";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) =>
        new WithoutPlayback(calls, _ => throw new RpcException(new Status(StatusCode.Internal, "error")));
}
