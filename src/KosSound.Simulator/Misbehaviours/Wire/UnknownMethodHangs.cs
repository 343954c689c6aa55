using KosSound.Simulator.Misbehaviours.Tools;
using Microsoft.AspNetCore.Builder;

namespace KosSound.Simulator.Misbehaviours.Wire;

/// <summary>Never answers an unknown method.</summary>
internal sealed class UnknownMethodHangs : Misbehaviour
{
    public override string Name => "unknown-method-hangs";

    public override string Description => "never answers an unknown method";

    public override string Breaks => "wire/unimplemented";

    internal override void SpoilHttp(IApplicationBuilder server) => AnswerStatus.Withhold(server, AnswerStatus.Unimplemented);
}
