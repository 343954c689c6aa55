using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using KOS.Common;
using KOS.Sound;
using KosSound.Simulator.Engine;
using KosSound.Simulator.Service.Wire;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Record;

/// <summary>Ends a stopped recording with an error instead of OK.</summary>
internal sealed class FailsWhenStopped : Misbehaviour
{
    public override string Name => "fails-when-stopped";

    public override string Description => "ends a stopped recording with an error instead of OK";

    public override string Breaks => "record/continuous-until-stopped";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new Calls(calls);

    private sealed class Calls(SoundCalls inner) : RelayedCalls(inner)
    {
        private int _stopped;

        public override async Task RecordAudio(RecordAudioRequest request, IServerStreamWriter<RecordMessage> responseStream, ServerCallContext context)
        {
            await base.RecordAudio(request, responseStream, context);
            if (Interlocked.Exchange(ref _stopped, 0) == 1)
                throw new RpcException(new Status(StatusCode.Aborted, "the recording was stopped"));
        }

        public override async Task<ActionResponse> StopRecording(Empty request, ServerCallContext context)
        {
            Interlocked.Exchange(ref _stopped, 1);
            var answer = await base.StopRecording(request, context);
            if (!answer.Success)
                Interlocked.Exchange(ref _stopped, 0);
            return answer;
        }
    }
}
