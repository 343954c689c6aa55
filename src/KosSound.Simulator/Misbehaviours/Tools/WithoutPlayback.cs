using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using KOS.Common;
using KOS.Sound;
using KosSound.Simulator.Service;
using KosSound.Simulator.Service.Wire;

namespace KosSound.Simulator.Misbehaviours.Tools;

/// <summary>Says that there is no playback side.</summary>
/// <param name="inner">The calls as they should be.</param>
/// <param name="play">What becomes of a play all the same; null plays it.</param>
internal sealed class WithoutPlayback(SoundCalls inner, Func<ServerCallContext, Task<ActionResponse>>? play) : RelayedCalls(inner)
{
    public override async Task<GetAudioInfoResponse> GetAudioInfo(Empty request, ServerCallContext context)
    {
        var info = await base.GetAudioInfo(request, context);
        info.Playback = new AudioCapabilities();
        return info;
    }

    public override Task<ActionResponse> PlayAudio(IAsyncStreamReader<PlayMessage> requestStream, ServerCallContext context) =>
        play is null ? base.PlayAudio(requestStream, context) : play(context);
}
