using Grpc.Core;
using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service;
using Microsoft.AspNetCore.Connections.Features;

namespace KosSound.Simulator.Misbehaviours.Wire;

/// <summary>Refuses plays and recordings for 4 s after a connection was lost.</summary>
internal sealed class BusyAfterDisconnect : Misbehaviour
{
    public override string Name => "busy-after-disconnect";

    public override string Description => "refuses plays and recordings for 4 s after a connection was lost";

    public override string Breaks => "wire/disconnect";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new HeldAfter(calls, TimeSpan.FromSeconds(4), Held.Refused, IsCut, IsCut);

    internal static bool IsCut(ServerCallContext context) => context.GetHttpContext().Features.Get<IConnectionLifetimeFeature>()?.ConnectionClosed.IsCancellationRequested == true;
}
