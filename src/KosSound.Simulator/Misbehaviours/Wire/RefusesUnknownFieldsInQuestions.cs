using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using KOS.Sound;
using KosSound.Simulator.Engine;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Wire;

/// <summary>Refuses a GetAudioInfo whose request has fields it does not know.</summary>
internal sealed class RefusesUnknownFieldsInQuestions : Misbehaviour
{
    public override string Name => "refuses-unknown-fields-in-questions";

    public override string Description => "refuses a GetAudioInfo whose request has fields it does not know";

    public override string Breaks => "wire/unknown-fields";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new Calls(calls);

    private sealed class Calls(SoundCalls inner) : RelayedCalls(inner)
    {
        public override Task<GetAudioInfoResponse> GetAudioInfo(Empty request, ServerCallContext context)
        {
            return request.CalculateSize() == 0 ? base.GetAudioInfo(request, context) : throw Refusal.InvalidArgument("the request has unknown fields");
        }
    }
}
