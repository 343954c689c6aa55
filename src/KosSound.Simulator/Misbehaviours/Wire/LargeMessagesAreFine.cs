using KosSound.Simulator.Misbehaviours.Tools;
using Microsoft.AspNetCore.Builder;

namespace KosSound.Simulator.Misbehaviours.Wire;

/// <summary>Answers a message that is too large for it with OK, unread.</summary>
internal sealed class LargeMessagesAreFine : Misbehaviour
{
    public override string Name => "large-messages-are-fine";

    public override string Description => "answers a message that is too large for it with OK, unread";

    public override string Breaks => "wire/malformed";

    internal override void SpoilHttp(IApplicationBuilder server) => RequestFlaws.Answer(server, RequestFlaw.Oversize, WrongAnswer.Ok);
}
