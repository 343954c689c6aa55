using Grpc.Core;
using KOS.Common;
using KOS.Sound;
using KosSound.Simulator.Service;
using KosSound.Simulator.Service.Wire;

namespace KosSound.Simulator.Misbehaviours.Tools;

/// <summary>Never answers where it should refuse, for some reasons.</summary>
/// <param name="inner">What refuses.</param>
/// <param name="isSilent">True for the refusals that never come.</param>
internal sealed class SilentRefusals(SoundCalls inner, Func<Status, bool> isSilent) : RelayedCalls(inner)
{
    public override async Task<ActionResponse> PlayAudio(IAsyncStreamReader<PlayMessage> requestStream, ServerCallContext context)
    {
        try
        {
            return await base.PlayAudio(requestStream, context);
        }
        catch (RpcException e) when (isSilent(e.Status))
        {
            await Task.Delay(Timeout.Infinite, context.CancellationToken);
            throw;
        }
    }

    public override async Task RecordAudio(RecordAudioRequest request, IServerStreamWriter<RecordMessage> responseStream, ServerCallContext context)
    {
        try
        {
            await base.RecordAudio(request, responseStream, context);
        }
        catch (RpcException e) when (isSilent(e.Status))
        {
            await Task.Delay(Timeout.Infinite, context.CancellationToken);
            throw;
        }
    }
}
