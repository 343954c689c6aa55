using Grpc.Core;
using KOS.Common;
using KOS.Sound;
using KosSound.Simulator.Service;
using KosSound.Simulator.Service.Wire;

namespace KosSound.Simulator.Misbehaviours.Tools;

/// <summary>Says in other words why a request is at fault.</summary>
/// <param name="inner">What refuses.</param>
/// <param name="reword">Gets the status of a refusal with INVALID_ARGUMENT and gives the one that is sent instead.</param>
internal sealed class OtherRefusals(SoundCalls inner, Func<Status, Status> reword) : RelayedCalls(inner)
{
    public override async Task<ActionResponse> PlayAudio(IAsyncStreamReader<PlayMessage> requestStream, ServerCallContext context)
    {
        try
        {
            return await base.PlayAudio(requestStream, context);
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.InvalidArgument)
        {
            throw new RpcException(reword(e.Status));
        }
    }

    public override async Task RecordAudio(RecordAudioRequest request, IServerStreamWriter<RecordMessage> responseStream, ServerCallContext context)
    {
        try
        {
            await base.RecordAudio(request, responseStream, context);
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.InvalidArgument)
        {
            throw new RpcException(reword(e.Status));
        }
    }
}
