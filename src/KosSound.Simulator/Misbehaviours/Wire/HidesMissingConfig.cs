using Grpc.Core;
using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Wire;

/// <summary>Refuses what has no config as a bad request and does not say what is missing.</summary>
internal sealed class HidesMissingConfig : Misbehaviour
{
    public override string Name => "hides-missing-config";

    public override string Description => "refuses what has no config as a bad request and does not say what is missing";

    public override string Breaks => "errors/code-and-message";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) =>
        new OtherRefusals(calls, status => status.Detail.StartsWith("config is missing", StringComparison.Ordinal) ? new Status(StatusCode.InvalidArgument, "bad request") : status);
}
