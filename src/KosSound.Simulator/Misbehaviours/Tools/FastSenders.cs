using Grpc.Core;
using KOS.Common;
using KosSound.Simulator.Service;
using KosSound.Simulator.Service.Wire;

namespace KosSound.Simulator.Misbehaviours.Tools;

/// <summary>Ends a play when more than 10 s of it were sent ahead, instead of making the sender wait.</summary>
/// <param name="inner">The calls as they should be.</param>
/// <param name="time">The device's clock.</param>
/// <param name="answer">What the sender is told, or what is thrown.</param>
internal sealed class FastSenders(SoundCalls inner, TimeProvider time, Func<ActionResponse> answer) : RelayedCalls(inner)
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
            return answer();
        }
    }
}
