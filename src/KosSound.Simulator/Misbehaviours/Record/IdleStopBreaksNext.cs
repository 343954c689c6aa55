using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using KOS.Common;
using KOS.Sound;
using KosSound.Simulator.Engine;
using KosSound.Simulator.Service.Wire;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Record;

/// <summary>Applies an idle StopRecording to the next recording.</summary>
internal sealed class IdleStopBreaksNext : Misbehaviour
{
    public override string Name => "idle-stop-breaks-next";

    public override string Description => "applies an idle StopRecording to the next recording";

    public override string Breaks => "record/stop-idle";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new Calls(calls);

    private sealed class Calls(SoundCalls inner) : RelayedCalls(inner)
    {
        private int _pending;

        public override async Task<ActionResponse> StopRecording(Empty request, ServerCallContext context)
        {
            var answer = await base.StopRecording(request, context);
            if (!answer.Success)
                Interlocked.Exchange(ref _pending, 1);
            return answer;
        }

        public override Task RecordAudio(RecordAudioRequest request, IServerStreamWriter<RecordMessage> responseStream, ServerCallContext context)
        {
            return Interlocked.Exchange(ref _pending, 0) == 1 ? Task.CompletedTask : base.RecordAudio(request, responseStream, context);
        }
    }
}
