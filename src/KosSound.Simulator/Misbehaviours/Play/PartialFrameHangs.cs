using Grpc.Core;
using KOS.Common;
using KosSound.Simulator.Engine;
using KosSound.Simulator.Service;
using KosSound.Simulator.Service.Wire;

namespace KosSound.Simulator.Misbehaviours.Play;

/// <summary>Waits for the rest of a torn last frame for ever.</summary>
internal sealed class PartialFrameHangs : Misbehaviour
{
    public override string Name => "partial-frame-hangs";

    public override string Description => "waits for the rest of a torn last frame for ever";

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
            catch (RpcException e) when (e.Status.Detail.Contains("inside a frame", StringComparison.Ordinal))
            {
                await Task.Delay(Timeout.Infinite, context.CancellationToken);
                throw;
            }
        }
    }
}
