using Grpc.Core;
using KOS.Common;
using KOS.Sound;
using KosSound.Simulator.Engine;
using KosSound.Simulator.Service.Wire;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Record;

/// <summary>Refuses to play while it records.</summary>
internal sealed class HalfDuplex : Misbehaviour
{
    public override string Name => "half-duplex";

    public override string Description => "refuses to play while it records";

    public override string Breaks => "duplex/play-while-recording";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new Calls(calls);

    private sealed class Calls(SoundCalls inner) : RelayedCalls(inner)
    {
        private int _recordings;

        public override Task<ActionResponse> PlayAudio(IAsyncStreamReader<PlayMessage> requestStream, ServerCallContext context)
        {
            return Volatile.Read(ref _recordings) > 0 ? throw Refusal.FailedPrecondition("the device is recording") : base.PlayAudio(requestStream, context);
        }

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
    }
}
