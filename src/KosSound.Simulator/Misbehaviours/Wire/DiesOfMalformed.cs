using KosSound.Simulator.Misbehaviours.Tools;
using Microsoft.AspNetCore.Builder;

namespace KosSound.Simulator.Misbehaviours.Wire;

/// <summary>Cuts all connections and closes its port after a torn frame, as a process does that dies.</summary>
internal sealed class DiesOfMalformed : Misbehaviour
{
    public override string Name => "dies-of-malformed";

    public override string Description => "cuts all connections and closes its port after a torn frame";

    public override string Breaks => "wire/malformed";

    internal override void SpoilHttp(IApplicationBuilder server) => RequestFlaws.Answer(server, RequestFlaw.TruncatedFrame, WrongAnswer.Death);
}
