using KosSound.Simulator.Misbehaviours.Tools;
using Microsoft.AspNetCore.Builder;

namespace KosSound.Simulator.Misbehaviours.Wire;

/// <summary>Makes room for all that a length prefix announces, and dies of 4 GiB.</summary>
internal sealed class DiesOfLongPrefix : Misbehaviour
{
    public override string Name => "dies-of-long-prefix";

    public override string Description => "makes room for all that a length prefix announces, and dies of 4 GiB";

    public override string Breaks => "wire/malformed";

    internal override void SpoilHttp(IApplicationBuilder server) => RequestFlaws.Answer(server, RequestFlaw.ImpossibleLength, WrongAnswer.Death);
}
