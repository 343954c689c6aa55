using KosSound.Simulator.Misbehaviours.Tools;
using Microsoft.AspNetCore.Builder;

namespace KosSound.Simulator.Misbehaviours.Wire;

/// <summary>Takes requests of any content type.</summary>
internal sealed class AnyContentTypeIsFine : Misbehaviour
{
    public override string Name => "any-content-type-is-fine";

    public override string Description => "takes requests of any content type";

    public override string Breaks => "wire/malformed";

    internal override void SpoilHttp(IApplicationBuilder server) => RequestFlaws.Answer(server, RequestFlaw.ContentType, WrongAnswer.Service);
}
