using Grpc.Core;
using KOS.Common;
using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service;
using KosSound.Simulator.Service.Wire;

namespace KosSound.Simulator.Misbehaviours.Play;

/// <summary>Throws away the first 20 ms of the play that follows a cancelled one, with what that had left.</summary>
internal sealed class FlushesLate : Misbehaviour
{
    public override string Name => "flushes-late";

    public override string Description => "throws away the first 20 ms of the play that follows a cancelled one, with what that had left";

    public override string Breaks => "play/cancel";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new Calls(calls);

    private sealed class Calls(SoundCalls inner) : RelayedCalls(inner)
    {
        private int _cancelled;

        public override async Task<ActionResponse> PlayAudio(IAsyncStreamReader<PlayMessage> requestStream, ServerCallContext context)
        {
            var late = Interlocked.Exchange(ref _cancelled, 0) == 1;
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
                if (context.CancellationToken.IsCancellationRequested)
                    Interlocked.Exchange(ref _cancelled, 1);
            }
        }
    }
}
