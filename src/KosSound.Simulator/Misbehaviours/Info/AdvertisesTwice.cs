using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using KOS.Sound;
using KosSound.Simulator.Engine;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Info;

/// <summary>Lists its first playback rate twice.</summary>
internal sealed class AdvertisesTwice : Misbehaviour
{
    public override string Name => "advertises-twice";

    public override string Description => "lists its first playback rate twice";

    public override string Breaks => "info/well-formed";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new Calls(calls);

    private sealed class Calls(SoundCalls inner) : RelayedCalls(inner)
    {
        public override async Task<GetAudioInfoResponse> GetAudioInfo(Empty request, ServerCallContext context)
        {
            var info = await base.GetAudioInfo(request, context);
            info.Playback.SampleRates.Add(info.Playback.SampleRates[0]);
            return info;
        }
    }
}
