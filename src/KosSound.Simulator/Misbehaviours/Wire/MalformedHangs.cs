using KosSound.Simulator.Misbehaviours.Tools;
using Microsoft.AspNetCore.Builder;

namespace KosSound.Simulator.Misbehaviours.Wire;

/// <summary>Never answers a torn frame.</summary>
internal sealed class MalformedHangs : Misbehaviour
{
    public override string Name => "malformed-hangs";

    public override string Description => "never answers a torn frame";

    public override string Breaks => "wire/malformed";

    internal override void SpoilHttp(IApplicationBuilder server) => AnswerStatus.Withhold(server, AnswerStatus.Internal);
}
