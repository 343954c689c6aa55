using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using KOS.Common;
using KOS.Sound;
using KosSound.Simulator.Engine;
using KosSound.Simulator.Service;
using KosSound.Simulator.Service.Wire;

namespace KosSound.Simulator.Misbehaviours.Info;

/// <summary>Is a sound device that neither plays nor records.</summary>
internal sealed class OffersNothing : Misbehaviour
{
    public override string Name => "offers-nothing";

    public override string Description => "is a sound device that neither plays nor records";

    public override string Breaks => "info/well-formed";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new Calls(calls);

    private sealed class Calls(SoundCalls inner) : RelayedCalls(inner)
    {
        public override Task<GetAudioInfoResponse> GetAudioInfo(Empty request, ServerCallContext context)
        {
            return Task.FromResult(new GetAudioInfoResponse { Playback = new AudioCapabilities(), Recording = new AudioCapabilities() });
        }

        public override Task<ActionResponse> PlayAudio(IAsyncStreamReader<PlayMessage> requestStream, ServerCallContext context)
        {
            throw Refusal.FailedPrecondition("playback is not available");
        }

        public override Task RecordAudio(RecordAudioRequest request, IServerStreamWriter<RecordMessage> responseStream, ServerCallContext context)
        {
            throw Refusal.FailedPrecondition("recording is not available");
        }
    }
}
