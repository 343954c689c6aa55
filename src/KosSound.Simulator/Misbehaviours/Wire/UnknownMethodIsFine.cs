using KosSound.Simulator.Misbehaviours.Tools;
using Microsoft.AspNetCore.Builder;

namespace KosSound.Simulator.Misbehaviours.Wire;

/// <summary>Answers an unknown method with OK.</summary>
internal sealed class UnknownMethodIsFine : Misbehaviour
{
    public override string Name => "unknown-method-is-fine";

    public override string Description => "answers an unknown method with OK";

    public override string Breaks => "wire/unimplemented";

    internal override void SpoilHttp(IApplicationBuilder server) => AnswerStatus.Change(server, AnswerStatus.Unimplemented, AnswerStatus.Ok);
}
