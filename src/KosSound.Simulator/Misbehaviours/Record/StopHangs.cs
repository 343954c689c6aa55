using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using KOS.Common;
using KOS.Sound;
using KosSound.Simulator.Engine;
using KosSound.Simulator.Service;
using KosSound.Simulator.Service.Wire;

namespace KosSound.Simulator.Misbehaviours.Record;

/// <summary>Never answers a StopRecording while something records, and goes on recording.</summary>
internal sealed class StopHangs : Misbehaviour
{
    public override string Name => "stop-hangs";

    public override string Description => "never answers a StopRecording while something records, and goes on recording";

    public override string Breaks => "record/continuous-until-stopped";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new Calls(calls);

    private sealed class Calls(SoundCalls inner) : RelayedCalls(inner)
    {
        private int _recordings;

        public override async Task RecordAudio(RecordAudioRequest request, IServerStreamWriter<RecordMessage> responseStream, ServerCallContext context)
        {
            Interlocked.Increment(ref _recordings);
            try
            {
                await base.RecordAudio(request, responseStream, context);
            }
            finally
            {
                Interlocked.Decrement(ref _recordings);
            }
        }

        public override async Task<ActionResponse> StopRecording(Empty request, ServerCallContext context)
        {
            if (Volatile.Read(ref _recordings) > 0)
                await Task.Delay(Timeout.Infinite, context.CancellationToken);
            return await base.StopRecording(request, context);
        }
    }
}
