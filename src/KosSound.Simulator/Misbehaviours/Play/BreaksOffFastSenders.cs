using Grpc.Core;
using KOS.Common;
using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service;
using KosSound.Simulator.Service.Wire;

namespace KosSound.Simulator.Misbehaviours.Play;

/// <summary>Breaks a play off when more than 10 s of it were sent ahead, instead of making the sender wait.</summary>
internal sealed class BreaksOffFastSenders : Misbehaviour
{
    public override string Name => "breaks-off-fast-senders";

    public override string Description => "breaks a play off when more than 10 s of it were sent ahead, instead of making the sender wait";

    public override string Breaks => "play/backpressure";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new Calls(calls, engine.Clock.Time);

    private sealed class Calls(SoundCalls inner, TimeProvider time) : RelayedCalls(inner)
    {
        private static readonly TimeSpan MostAhead = TimeSpan.FromSeconds(10);

        public override async Task<ActionResponse> PlayAudio(IAsyncStreamReader<PlayMessage> requestStream, ServerCallContext context)
        {
            using var tooFast = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken);
            var (began, bytes, bytesPerSecond) = (time.GetTimestamp(), 0L, double.MaxValue);
            var counted = new EditedMessages(requestStream, message =>
            {
                if (message?.Config is { SampleRate: >= 4_000, BitDepth: >= 8, Channels: >= 1 } config)
                    bytesPerSecond = (double)config.SampleRate * (config.BitDepth / 8) * config.Channels;
                bytes += message?.Audio.Length ?? 0;
                if (bytes / bytesPerSecond > (time.GetElapsedTime(began) + MostAhead).TotalSeconds)
                    tooFast.Cancel();
                return message is null ? [] : [message];
            });
            await using var messages = new GatheredMessages(counted, null, null, tooFast.Token);
            try
            {
                return await base.PlayAudio(messages, new OwnContext(context, tooFast.Token));
            }
            catch (RpcException) when (tooFast.IsCancellationRequested && !context.CancellationToken.IsCancellationRequested)
            {
                throw Refusal.Overflow("the sender is too fast");
            }
        }
    }
}
