using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using KOS.Sound;
using KosSound.Simulator.Engine;
using KosSound.Simulator.Service.Wire;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Record;

/// <summary>Ends a recording when another one is asked for.</summary>
internal sealed class LatestRecordingWins : Misbehaviour
{
    public override string Name => "latest-recording-wins";

    public override string Description => "ends a recording when another one is asked for";

    public override string Breaks => "record/concurrent";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new Calls(calls);

    private sealed class Calls(SoundCalls inner) : RelayedCalls(inner)
    {
        private int _recordings;

        public override async Task RecordAudio(RecordAudioRequest request, IServerStreamWriter<RecordMessage> responseStream, ServerCallContext context)
        {
            if (Volatile.Read(ref _recordings) > 0)
                await base.StopRecording(new Empty(), context);
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
    }
}
