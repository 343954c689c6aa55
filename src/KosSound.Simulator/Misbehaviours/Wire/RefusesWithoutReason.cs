using Grpc.Core;
using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Wire;

/// <summary>Refuses without saying why.</summary>
internal sealed class RefusesWithoutReason : Misbehaviour
{
    public override string Name => "refuses-without-reason";

    public override string Description => "refuses without saying why";

    public override string Breaks => "errors/code-and-message";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new OtherRefusals(calls, _ => new Status(StatusCode.InvalidArgument, ""));
}
