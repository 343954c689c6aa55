using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using KOS.Sound;
using KosSound.Simulator.Engine;
using KosSound.Simulator.Service.Wire;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Info;

/// <summary>Offers one rate less while it records.</summary>
internal sealed class ForgetsWhileRecording : Misbehaviour
{
    public override string Name => "forgets-while-recording";

    public override string Description => "offers one rate less while it records";

    public override string Breaks => "info/stable";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new Calls(calls);

    private sealed class Calls(SoundCalls inner) : RelayedCalls(inner)
    {
        private int _recordings;

        public override async Task<GetAudioInfoResponse> GetAudioInfo(Empty request, ServerCallContext context)
        {
            var info = await base.GetAudioInfo(request, context);
            if (Volatile.Read(ref _recordings) > 0)
                info.Playback.SampleRates.RemoveAt(0);
            return info;
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
