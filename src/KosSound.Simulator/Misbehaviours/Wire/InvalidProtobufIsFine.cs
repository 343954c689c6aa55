using KosSound.Simulator.Misbehaviours.Tools;
using Microsoft.AspNetCore.Builder;

namespace KosSound.Simulator.Misbehaviours.Wire;

/// <summary>Answers bytes that are no protobuf with OK.</summary>
internal sealed class InvalidProtobufIsFine : Misbehaviour
{
    public override string Name => "invalid-protobuf-is-fine";

    public override string Description => "answers bytes that are no protobuf with OK";

    public override string Breaks => "wire/malformed";

    internal override void SpoilHttp(IApplicationBuilder server) => RequestFlaws.Answer(server, RequestFlaw.InvalidProtobuf, WrongAnswer.Ok);
}
