using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using KOS.Sound;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Tools;

/// <summary>Changes what GetAudioInfo says.</summary>
/// <param name="inner">The calls as they should be.</param>
/// <param name="change">Changes the answer.</param>
internal sealed class OtherInfo(SoundCalls inner, Action<GetAudioInfoResponse> change) : RelayedCalls(inner)
{
    public override async Task<GetAudioInfoResponse> GetAudioInfo(Empty request, ServerCallContext context)
    {
        var info = await base.GetAudioInfo(request, context);
        change(info);
        return info;
    }
}
