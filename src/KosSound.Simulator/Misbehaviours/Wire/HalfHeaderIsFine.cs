using KosSound.Simulator.Misbehaviours.Tools;
using Microsoft.AspNetCore.Builder;

namespace KosSound.Simulator.Misbehaviours.Wire;

/// <summary>Answers half a frame header with OK.</summary>
internal sealed class HalfHeaderIsFine : Misbehaviour
{
    public override string Name => "half-header-is-fine";

    public override string Description => "answers half a frame header with OK";

    public override string Breaks => "wire/malformed";

    internal override void SpoilHttp(IApplicationBuilder server) => RequestFlaws.Answer(server, RequestFlaw.HalfHeader, WrongAnswer.Ok);
}
