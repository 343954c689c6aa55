using Grpc.Core;
using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace KosSound.Simulator.Misbehaviours.Info;

/// <summary>Has no playback side and cuts the connection when it is used.</summary>
internal sealed class UnavailablePlaybackCutsOff : Misbehaviour
{
    public override string Name => "unavailable-playback-cuts-off";

    public override string Description => "has no playback side and cuts the connection when it is used";

    public override string Breaks => "info/unavailable-is-empty-or-refused";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new WithoutPlayback(calls, context =>
    {
        context.GetHttpContext().Features.GetRequiredFeature<IConnectionLifetimeFeature>().Abort();
        throw new RpcException(new Status(StatusCode.Aborted, "cut"));
    });
}
