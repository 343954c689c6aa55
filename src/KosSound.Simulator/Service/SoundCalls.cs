using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using KOS.Common;
using KOS.Sound;
using KosSound.Simulator.Service.Wire;

namespace KosSound.Simulator.Service;

/// <summary>The calls of <c>kos.sound.SoundService</c> as a server sees them, with the streamed messages in pooled memory.</summary>
[BindServiceMethod(typeof(SoundBinding), nameof(SoundBinding.BindService))]
internal abstract class SoundCalls
{
    public abstract Task<GetAudioInfoResponse> GetAudioInfo(Empty request, ServerCallContext context);

    public abstract Task<ActionResponse> PlayAudio(IAsyncStreamReader<PlayMessage> requestStream, ServerCallContext context);

    public abstract Task RecordAudio(RecordAudioRequest request, IServerStreamWriter<RecordMessage> responseStream, ServerCallContext context);

    public abstract Task<ActionResponse> StopRecording(Empty request, ServerCallContext context);
}
