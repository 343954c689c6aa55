using Grpc.Core;
using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Wire;

/// <summary>Refuses plays and recordings for 4 s after a deadline has expired.</summary>
internal sealed class HoldsAfterDeadline : Misbehaviour
{
    public override string Name => "holds-after-deadline";

    public override string Description => "refuses plays and recordings for 4 s after a deadline has expired";

    public override string Breaks => "wire/deadline";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new HeldAfter(calls, TimeSpan.FromSeconds(4), Held.Refused, Expired, Expired);

    internal static bool Expired(ServerCallContext context) => context.Deadline < DateTime.MaxValue && context.CancellationToken.IsCancellationRequested;
}
