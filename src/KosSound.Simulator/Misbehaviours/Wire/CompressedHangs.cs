using KosSound.Simulator.Misbehaviours.Tools;
using Microsoft.AspNetCore.Builder;

namespace KosSound.Simulator.Misbehaviours.Wire;

/// <summary>Never answers a compressed message whose compression is not named.</summary>
internal sealed class CompressedHangs : Misbehaviour
{
    public override string Name => "compressed-hangs";

    public override string Description => "never answers a compressed message whose compression is not named";

    public override string Breaks => "wire/malformed";

    internal override void SpoilHttp(IApplicationBuilder server) => RequestFlaws.Answer(server, RequestFlaw.UnnamedCompression, WrongAnswer.Silence);
}
