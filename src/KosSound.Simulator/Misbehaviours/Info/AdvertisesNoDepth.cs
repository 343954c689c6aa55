using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using KOS.Sound;
using KosSound.Simulator.Engine;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Info;

/// <summary>Is available, but lists no bit depth.</summary>
internal sealed class AdvertisesNoDepth : Misbehaviour
{
    public override string Name => "advertises-no-depth";

    public override string Description => "is available, but lists no bit depth";

    public override string Breaks => "info/well-formed";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new Calls(calls);

    private sealed class Calls(SoundCalls inner) : RelayedCalls(inner)
    {
        public override async Task<GetAudioInfoResponse> GetAudioInfo(Empty request, ServerCallContext context)
        {
            var info = await base.GetAudioInfo(request, context);
            info.Playback.BitDepths.Clear();
            return info;
        }
    }
}
