using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using KOS.Common;
using KOS.Sound;
using KosSound.Simulator.Engine;
using KosSound.Simulator.Service;
using KosSound.Simulator.Service.Wire;

namespace KosSound.Simulator.Misbehaviours.Info;

/// <summary>Offers one rate less after every second play.</summary>
internal sealed class ForgetsAfterPlaying : Misbehaviour
{
    public override string Name => "forgets-after-playing";

    public override string Description => "offers one rate less after every second play";

    public override string Breaks => "info/stable";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new Calls(calls);

    private sealed class Calls(SoundCalls inner) : RelayedCalls(inner)
    {
        private int _plays;

        public override async Task<GetAudioInfoResponse> GetAudioInfo(Empty request, ServerCallContext context)
        {
            var info = await base.GetAudioInfo(request, context);
            if (Volatile.Read(ref _plays) % 2 == 1)
                info.Playback.SampleRates.RemoveAt(0);
            return info;
        }

        public override async Task<ActionResponse> PlayAudio(IAsyncStreamReader<PlayMessage> requestStream, ServerCallContext context)
        {
            var answer = await base.PlayAudio(requestStream, context);
            Interlocked.Increment(ref _plays);
            return answer;
        }
    }
}
