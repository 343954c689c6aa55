using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using KOS.Sound;
using KosSound.Simulator.Engine;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Info;

/// <summary>Lists 0 among its channel counts.</summary>
internal sealed class AdvertisesZero : Misbehaviour
{
    public override string Name => "advertises-zero";

    public override string Description => "lists 0 among its channel counts";

    public override string Breaks => "info/well-formed";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new Calls(calls);

    private sealed class Calls(SoundCalls inner) : RelayedCalls(inner)
    {
        public override async Task<GetAudioInfoResponse> GetAudioInfo(Empty request, ServerCallContext context)
        {
            var info = await base.GetAudioInfo(request, context);
            info.Recording.Channels.Add(0);
            return info;
        }
    }
}
