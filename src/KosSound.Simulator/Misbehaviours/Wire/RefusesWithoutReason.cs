using Grpc.Core;
using KOS.Common;
using KOS.Sound;
using KosSound.Simulator.Engine;
using KosSound.Simulator.Service.Wire;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Wire;

/// <summary>Refuses without saying why.</summary>
internal sealed class RefusesWithoutReason : Misbehaviour
{
    public override string Name => "refuses-without-reason";

    public override string Description => "refuses without saying why";

    public override string Breaks => "errors/code-and-message";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new Calls(calls);

    private sealed class Calls(SoundCalls inner) : RelayedCalls(inner)
    {
        public override async Task<ActionResponse> PlayAudio(IAsyncStreamReader<PlayMessage> requestStream, ServerCallContext context)
        {
            try
            {
                return await base.PlayAudio(requestStream, context);
            }
            catch (RpcException e) when (e.StatusCode == StatusCode.InvalidArgument)
            {
                throw new RpcException(new Status(StatusCode.InvalidArgument, ""));
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
                throw new RpcException(new Status(StatusCode.InvalidArgument, ""));
            }
        }
    }
}
