using Grpc.Core;
using KOS.Common;
using KosSound.Simulator.Engine;
using KosSound.Simulator.Service.Wire;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Play;

/// <summary>Refuses a wrong channel count after 3 s only.</summary>
internal sealed class RefusesLate : Misbehaviour
{
    public override string Name => "refuses-late";

    public override string Description => "refuses a wrong channel count after 3 s only";

    public override string Breaks => "play/unadvertised-refused";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new Calls(calls);

    private sealed class Calls(SoundCalls inner) : RelayedCalls(inner)
    {
        public override async Task<ActionResponse> PlayAudio(IAsyncStreamReader<PlayMessage> requestStream, ServerCallContext context)
        {
            try
            {
                return await base.PlayAudio(requestStream, context);
            }
            catch (RpcException e) when (e.StatusCode == StatusCode.InvalidArgument && e.Status.Detail.StartsWith("config.channels", StringComparison.Ordinal))
            {
                await Task.Delay(3_000, context.CancellationToken);
                throw;
            }
        }
    }
}
