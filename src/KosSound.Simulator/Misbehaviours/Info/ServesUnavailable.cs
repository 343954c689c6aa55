using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using KOS.Sound;
using KosSound.Simulator.Engine;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Info;

/// <summary>Says that it cannot record, and records.</summary>
internal sealed class ServesUnavailable : Misbehaviour
{
    public override string Name => "serves-unavailable";

    public override string Description => "says that it cannot record, and records";

    public override string Breaks => "info/unavailable-is-empty-or-refused";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new Calls(calls);

    private sealed class Calls(SoundCalls inner) : RelayedCalls(inner)
    {
        public override async Task<GetAudioInfoResponse> GetAudioInfo(Empty request, ServerCallContext context)
        {
            var info = await base.GetAudioInfo(request, context);
            info.Recording = new AudioCapabilities();
            return info;
        }
    }
}
