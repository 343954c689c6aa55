using Grpc.Core;
using KOS.Common;
using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service.Wire;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Play;

/// <summary>Breaks off a play when another one comes.</summary>
internal sealed class LatestPlayWins : Misbehaviour
{
    public override string Name => "latest-play-wins";

    public override string Description => "breaks off a play when another one comes";

    public override string Breaks => "play/concurrent";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new Calls(calls);

    private sealed class Calls(SoundCalls inner) : RelayedCalls(inner)
    {
        private CancellationTokenSource? _running;

        public override async Task<ActionResponse> PlayAudio(IAsyncStreamReader<PlayMessage> requestStream, ServerCallContext context)
        {
            using var mine = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken);
            var previous = Interlocked.Exchange(ref _running, mine);
            if (previous is not null)
            {
                await previous.CancelAsync();
                await Task.Delay(30, context.CancellationToken);
            }

            try
            {
                await using var messages = new GatheredMessages(requestStream, null, null, mine.Token);
                return await base.PlayAudio(messages, new OwnContext(context, mine.Token));
            }
            finally
            {
                Interlocked.CompareExchange(ref _running, null, mine);
            }
        }
    }
}
