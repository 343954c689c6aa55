using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using KOS.Common;
using KOS.Sound;
using KosSound.Simulator.Service;
using KosSound.Simulator.Service.Wire;

namespace KosSound.Simulator.Misbehaviours.Tools;

/// <summary>Does something else with the recording that follows a StopRecording which had nothing to stop.</summary>
/// <param name="inner">The calls as they should be.</param>
/// <param name="record">What becomes of that recording.</param>
internal sealed class AfterIdleStop(SoundCalls inner, Func<Task> record) : RelayedCalls(inner)
{
    private int _pending;

    public override async Task<ActionResponse> StopRecording(Empty request, ServerCallContext context)
    {
        var answer = await base.StopRecording(request, context);
        if (!answer.Success)
            Interlocked.Exchange(ref _pending, 1);
        return answer;
    }

    public override Task RecordAudio(RecordAudioRequest request, IServerStreamWriter<RecordMessage> responseStream, ServerCallContext context) =>
        Interlocked.Exchange(ref _pending, 0) == 1 ? record() : base.RecordAudio(request, responseStream, context);
}
