using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using KOS.Common;
using KOS.Sound;
using KosSound.Simulator.Service.Wire;

namespace KosSound.Simulator.Service;

/// <summary>Passes every call on; whoever stands in between overrides what it does otherwise.</summary>
internal class RelayedCalls(SoundCalls inner) : SoundCalls
{
    public override Task<GetAudioInfoResponse> GetAudioInfo(Empty request, ServerCallContext context) => inner.GetAudioInfo(request, context);

    public override Task<ActionResponse> PlayAudio(IAsyncStreamReader<PlayMessage> requestStream, ServerCallContext context) =>
        inner.PlayAudio(requestStream, context);

    public override Task RecordAudio(RecordAudioRequest request, IServerStreamWriter<RecordMessage> responseStream, ServerCallContext context) =>
        inner.RecordAudio(request, responseStream, context);

    public override Task<ActionResponse> StopRecording(Empty request, ServerCallContext context) => inner.StopRecording(request, context);
}
