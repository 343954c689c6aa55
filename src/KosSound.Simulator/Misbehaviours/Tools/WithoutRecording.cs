using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using KOS.Sound;
using KosSound.Simulator.Service;
using KosSound.Simulator.Service.Wire;

namespace KosSound.Simulator.Misbehaviours.Tools;

/// <summary>Says that there is no recording side.</summary>
/// <param name="inner">The calls as they should be.</param>
/// <param name="record">What becomes of a recording all the same; null records it.</param>
internal sealed class WithoutRecording(SoundCalls inner, Func<ServerCallContext, Task>? record) : RelayedCalls(inner)
{
    public override async Task<GetAudioInfoResponse> GetAudioInfo(Empty request, ServerCallContext context)
    {
        var info = await base.GetAudioInfo(request, context);
        info.Recording = new AudioCapabilities();
        return info;
    }

    public override Task RecordAudio(RecordAudioRequest request, IServerStreamWriter<RecordMessage> responseStream, ServerCallContext context) =>
        record is null ? base.RecordAudio(request, responseStream, context) : record(context);
}
