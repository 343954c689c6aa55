using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using KOS.Common;
using KOS.Sound;
using KosSound.Simulator.Engine;
using KosSound.Simulator.Service;
using KosSound.Simulator.Service.Wire;

namespace KosSound.Simulator.Misbehaviours.Wire;

/// <summary>Has no playback side and says UNKNOWN in-band when it is used.</summary>
internal sealed class UnavailablePlaybackIsUnknown : Misbehaviour
{
    public override string Name => "unavailable-playback-is-unknown";

    public override string Description => "has no playback side and says UNKNOWN in-band when it is used";

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
            return Task.FromResult(new ActionResponse { Error = new Error { Code = ErrorCode.Unknown, Message = "error" } });
        }
    }
}
