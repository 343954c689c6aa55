using Grpc.Core;
using KOS.Common;
using KosSound.Simulator.Clock;
using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service.Wire;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Play;

/// <summary>Throws away what comes more than about 1 s ahead instead of making the sender wait.</summary>
internal sealed class DropsWhatComesEarly : Misbehaviour
{
    public override string Name => "drops-what-comes-early";

    public override string Description => "throws away what comes more than about 1 s ahead instead of making the sender wait";

    public override string Breaks => "play/backpressure";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new Calls(calls, engine.Clock);

    private sealed class Calls(SoundCalls inner, DeviceClock clock) : RelayedCalls(inner)
    {
        public override async Task<ActionResponse> PlayAudio(IAsyncStreamReader<PlayMessage> requestStream, ServerCallContext context)
        {
            await using var messages = new GatheredMessages(requestStream, 192_000, clock, context.CancellationToken);
            return await base.PlayAudio(messages, context);
        }
    }
}
