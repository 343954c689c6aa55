using Grpc.Core;
using KOS.Common;
using KosSound.Simulator.Engine;
using KosSound.Simulator.Service;
using KosSound.Simulator.Service.Wire;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace KosSound.Simulator.Misbehaviours.Play;

/// <summary>Cuts the connection after a play that ends inside a frame.</summary>
internal sealed class PartialFrameCutsOff : Misbehaviour
{
    public override string Name => "partial-frame-cuts-off";

    public override string Description => "cuts the connection after a play that ends inside a frame";

    public override string Breaks => "play/partial-frame";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new Calls(calls);

    private sealed class Calls(SoundCalls inner) : RelayedCalls(inner)
    {
        public override async Task<ActionResponse> PlayAudio(IAsyncStreamReader<PlayMessage> requestStream, ServerCallContext context)
        {
            try
            {
                return await base.PlayAudio(requestStream, context);
            }
            catch (RpcException e) when (e.Status.Detail.StartsWith("audio_data ends inside a frame", StringComparison.Ordinal))
            {
                context.GetHttpContext().Features.GetRequiredFeature<IConnectionLifetimeFeature>().Abort();
                throw;
            }
        }
    }
}
