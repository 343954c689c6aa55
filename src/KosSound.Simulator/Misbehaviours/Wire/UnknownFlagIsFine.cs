using KosSound.Simulator.Misbehaviours.Tools;
using Microsoft.AspNetCore.Builder;

namespace KosSound.Simulator.Misbehaviours.Wire;

/// <summary>Answers a frame whose compression flag is 2 with OK.</summary>
internal sealed class UnknownFlagIsFine : Misbehaviour
{
    public override string Name => "unknown-flag-is-fine";

    public override string Description => "answers a frame whose compression flag is 2 with OK";

    public override string Breaks => "wire/malformed";

    internal override void SpoilHttp(IApplicationBuilder server) => RequestFlaws.Answer(server, RequestFlaw.UnknownFlag, WrongAnswer.Ok);
}
