using Grpc.Core;
using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Wire;

/// <summary>Refuses with INTERNAL where the request is at fault.</summary>
internal sealed class RefusesAsInternal : Misbehaviour
{
    public override string Name => "refuses-as-internal";

    public override string Description => "refuses with INTERNAL where the request is at fault";

    public override string Breaks => "errors/code-and-message";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new OtherRefusals(calls, status => new Status(StatusCode.Internal, status.Detail));
}
