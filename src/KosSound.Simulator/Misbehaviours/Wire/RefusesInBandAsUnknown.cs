using Grpc.Core;
using KOS.Common;
using KosSound.Simulator.Engine;
using KosSound.Simulator.Service;
using KosSound.Simulator.Service.Wire;

namespace KosSound.Simulator.Misbehaviours.Wire;

/// <summary>Refuses a play in-band, with UNKNOWN where the request is at fault.</summary>
internal sealed class RefusesInBandAsUnknown : Misbehaviour
{
    public override string Name => "refuses-in-band-as-unknown";

    public override string Description => "refuses a play in-band, with UNKNOWN where the request is at fault";

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
                return new ActionResponse { Error = new Error { Code = ErrorCode.Unknown, Message = e.Status.Detail } };
            }
        }
    }
}
