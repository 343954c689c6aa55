using Google.Protobuf;
using Grpc.Core;
using KOS.Sound;
using KosSound.Simulator.Engine;
using KosSound.Simulator.Service.Wire;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Wire;

/// <summary>Refuses a recording whose request has fields it does not know.</summary>
internal sealed class RefusesUnknownFields : Misbehaviour
{
    public override string Name => "refuses-unknown-fields";

    public override string Description => "refuses a recording whose request has fields it does not know";

    public override string Breaks => "wire/unknown-fields";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new Calls(calls);

    private sealed class Calls(SoundCalls inner) : RelayedCalls(inner)
    {
        public override Task RecordAudio(RecordAudioRequest request, IServerStreamWriter<RecordMessage> responseStream, ServerCallContext context)
        {
            var known = RecordAudioRequest.Parser.WithDiscardUnknownFields(true).ParseFrom(request.ToByteArray());
            return known.CalculateSize() == request.CalculateSize()
                ? base.RecordAudio(request, responseStream, context)
                : throw Refusal.InvalidArgument("the request has unknown fields");
        }
    }
}
