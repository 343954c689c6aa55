using KosSound.Simulator.Misbehaviours.Tools;
using Microsoft.AspNetCore.Builder;

namespace KosSound.Simulator.Misbehaviours.Wire;

/// <summary>Answers a frame that is cut short with OK.</summary>
internal sealed class TornFrameIsFine : Misbehaviour
{
    public override string Name => "torn-frame-is-fine";

    public override string Description => "answers a frame that is cut short with OK";

    public override string Breaks => "wire/malformed";

    internal override void SpoilHttp(IApplicationBuilder server) => RequestFlaws.Answer(server, RequestFlaw.TruncatedFrame, WrongAnswer.Ok);
}
