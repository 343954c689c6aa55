using Grpc.Core;
using KOS.Common;
using KOS.Sound;
using KosSound.Simulator.Service;
using KosSound.Simulator.Service.Wire;

namespace KosSound.Simulator.Misbehaviours.Tools;

/// <summary>Never answers where it should refuse, for some reasons.</summary>
/// <param name="inner">What refuses.</param>
/// <param name="plays">Beginning of what is wrong with plays that are never refused; null refuses all.</param>
/// <param name="recordings">The same of recordings.</param>
internal sealed class SilentRefusals(SoundCalls inner, string? plays = null, string? recordings = null) : RelayedCalls(inner)
{
    public override async Task<ActionResponse> PlayAudio(IAsyncStreamReader<PlayMessage> requestStream, ServerCallContext context)
    {
        try
        {
            return await base.PlayAudio(requestStream, context);
        }
        catch (RpcException e) when (Is(plays, e))
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
        catch (RpcException e) when (Is(recordings, e))
        {
            await Task.Delay(Timeout.Infinite, context.CancellationToken);
            throw;
        }
    }

    private static bool Is(string? reason, RpcException refusal) => reason is not null && refusal.Status.Detail.StartsWith(reason, StringComparison.Ordinal);
}
