using Grpc.Core;
using KOS.Sound;
using KosSound.Simulator.Engine;
using KosSound.Simulator.Service;
using KosSound.Simulator.Service.Wire;

namespace KosSound.Simulator.Misbehaviours.Record;

/// <summary>Ends a second recording at once with OK while one runs.</summary>
internal sealed class SwallowsSecondRecording : Misbehaviour
{
    public override string Name => "swallows-second-recording";

    public override string Description => "ends a second recording at once with OK while one runs";

    public override string Breaks => "record/concurrent";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new Calls(calls);

    private sealed class Calls(SoundCalls inner) : RelayedCalls(inner)
    {
        private int _recordings;

        public override async Task RecordAudio(RecordAudioRequest request, IServerStreamWriter<RecordMessage> responseStream, ServerCallContext context)
        {
            try
            {
                if (Interlocked.Increment(ref _recordings) == 1)
                    await base.RecordAudio(request, responseStream, context);
            }
            finally
            {
                Interlocked.Decrement(ref _recordings);
            }
        }
    }
}
