using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using KOS.Sound;
using KosSound.Simulator.Engine;
using KosSound.Simulator.Service.Wire;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Wire;

/// <summary>Has no recording side and says UNKNOWN when it is used.</summary>
internal sealed class UnavailableAsUnknown : Misbehaviour
{
    public override string Name => "unavailable-as-unknown";

    public override string Description => "has no recording side and says UNKNOWN when it is used";

    public override string Breaks => "errors/unavailable";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new Calls(calls);

    private sealed class Calls(SoundCalls inner) : RelayedCalls(inner)
    {
        public override async Task<GetAudioInfoResponse> GetAudioInfo(Empty request, ServerCallContext context)
        {
            var info = await base.GetAudioInfo(request, context);
            info.Recording = new AudioCapabilities();
            return info;
        }

        public override Task RecordAudio(RecordAudioRequest request, IServerStreamWriter<RecordMessage> responseStream, ServerCallContext context)
        {
            throw new RpcException(new Status(StatusCode.Unknown, "error"));
        }
    }
}
