using Grpc.Core;
using KOS.Common;
using KosSound.Simulator.Service;
using KosSound.Simulator.Service.Wire;

namespace KosSound.Simulator.Misbehaviours.Tools;

/// <summary>Throws away the first 20 ms of the play that follows one which ended in a certain way, with what that had left.</summary>
/// <param name="inner">The calls as they should be.</param>
/// <param name="ended">Whether a play ended that way.</param>
internal sealed class LateFlush(SoundCalls inner, Func<ServerCallContext, bool> ended) : RelayedCalls(inner)
{
    private int _late;

    public override async Task<ActionResponse> PlayAudio(IAsyncStreamReader<PlayMessage> requestStream, ServerCallContext context)
    {
        var late = Interlocked.Exchange(ref _late, 0) == 1;
        var flushBytes = 0;
        try
        {
            return await base.PlayAudio(new EditedMessages(requestStream, message =>
            {
                if (message is null)
                    return [];
                if (late && message.Config is { SampleRate: <= 192_000, BitDepth: <= 32, Channels: <= 8 } config)
                    flushBytes = (int)(config.SampleRate / 50 * (config.BitDepth / 8) * config.Channels);
                if (flushBytes == 0)
                    return [message];
                using (message)
                {
                    var flushed = Math.Min(flushBytes, message.Audio.Length);
                    flushBytes -= flushed;
                    return [PlayMessage.Of(message.Config?.Clone(), message.Audio.Span[flushed..])];
                }
            }), context);
        }
        finally
        {
            if (ended(context))
                Interlocked.Exchange(ref _late, 1);
        }
    }
}
