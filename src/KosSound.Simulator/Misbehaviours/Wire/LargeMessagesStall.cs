using KosSound.Simulator.Misbehaviours.Tools;
using Microsoft.AspNetCore.Builder;

namespace KosSound.Simulator.Misbehaviours.Wire;

/// <summary>Neither reads nor refuses a message that is too large for it.</summary>
internal sealed class LargeMessagesStall : Misbehaviour
{
    public override string Name => "large-messages-stall";

    public override string Description => "neither reads nor refuses a message that is too large for it";

    public override string Breaks => "wire/malformed";

    internal override void SpoilHttp(IApplicationBuilder server) => RequestFlaws.Answer(server, RequestFlaw.Oversize, WrongAnswer.Silence);
}
