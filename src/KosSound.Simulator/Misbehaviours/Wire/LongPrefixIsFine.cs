using KosSound.Simulator.Misbehaviours.Tools;
using Microsoft.AspNetCore.Builder;

namespace KosSound.Simulator.Misbehaviours.Wire;

/// <summary>Answers a length prefix of 4 GiB with OK.</summary>
internal sealed class LongPrefixIsFine : Misbehaviour
{
    public override string Name => "long-prefix-is-fine";

    public override string Description => "answers a length prefix of 4 GiB with OK";

    public override string Breaks => "wire/malformed";

    internal override void SpoilHttp(IApplicationBuilder server) => RequestFlaws.Answer(server, RequestFlaw.ImpossibleLength, WrongAnswer.Ok);
}
