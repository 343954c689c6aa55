using KosSound.Simulator.Misbehaviours.Tools;
using Microsoft.AspNetCore.Builder;

namespace KosSound.Simulator.Misbehaviours.Wire;

/// <summary>Answers an unknown method with INTERNAL.</summary>
internal sealed class UnknownMethodIsInternal : Misbehaviour
{
    public override string Name => "unknown-method-is-internal";

    public override string Description => "answers an unknown method with INTERNAL";

    public override string Breaks => "wire/unimplemented";

    internal override void SpoilHttp(IApplicationBuilder server) => AnswerStatus.Change(server, AnswerStatus.Unimplemented, AnswerStatus.Internal);
}
