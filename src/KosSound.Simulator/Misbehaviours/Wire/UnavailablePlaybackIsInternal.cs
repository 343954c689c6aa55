using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using KOS.Common;
using KOS.Sound;
using KosSound.Simulator.Engine;
using KosSound.Simulator.Service;
using KosSound.Simulator.Service.Wire;

namespace KosSound.Simulator.Misbehaviours.Wire;

/// <summary>Has no playback side and says INTERNAL when it is used.</summary>
internal sealed class UnavailablePlaybackIsInternal : Misbehaviour
{
    public override string Name => "unavailable-playback-is-internal";

    public override string Description => "has no playback side and says INTERNAL when it is used";

    public override string Breaks => "errors/unavailable";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new Calls(calls);

    private sealed class Calls(SoundCalls inner) : RelayedCalls(inner)
    {
        public override async Task<GetAudioInfoResponse> GetAudioInfo(Empty request, ServerCallContext context)
        {
            var info = await base.GetAudioInfo(request, context);
            info.Playback = new AudioCapabilities();
            return info;
        }

        public override Task<ActionResponse> PlayAudio(IAsyncStreamReader<PlayMessage> requestStream, ServerCallContext context)
        {
            throw new RpcException(new Status(StatusCode.Internal, "error"));
        }
    }
}
