using Grpc.Core;
using KOS.Common;
using KosSound.Simulator.Service;
using KosSound.Simulator.Service.Wire;

namespace KosSound.Simulator.Misbehaviours.Tools;

/// <summary>Lets the audio of a second play into the stream of the one that runs, and answers it with success when that one is over.</summary>
/// <param name="inner">The calls as they should be.</param>
/// <param name="join">Gets a message of the play that runs and what came of the second, takes from that, and gives what is played.</param>
internal sealed class SecondIntoFirst(SoundCalls inner, Func<PlayMessage, SecondIntoFirst.Intruder, PlayMessage> join) : RelayedCalls(inner)
{
    private Intruder? _running;

    public override async Task<ActionResponse> PlayAudio(IAsyncStreamReader<PlayMessage> requestStream, ServerCallContext context)
    {
        var mine = new Intruder();
        if (Interlocked.CompareExchange(ref _running, mine, null) is { } running)
        {
            while (await requestStream.MoveNext(context.CancellationToken))
            {
                using var message = requestStream.Current;
                running.Come(message.Audio.Span);
            }

            await running.Gone.WaitAsync(context.CancellationToken);
            return new ActionResponse { Success = true };
        }

        try
        {
            return await base.PlayAudio(new EditedMessages(requestStream, message => message is null ? Rest(mine) : [join(message, mine)]), context);
        }
        finally
        {
            Volatile.Write(ref _running, null);
            mine.Leave();
        }
    }

    private static PlayMessage[] Rest(Intruder second) => second.Take(int.MaxValue) is { Length: > 0 } rest ? [PlayMessage.Of(null, rest)] : [];

    /// <summary>Audio of a second play that waits to be let in.</summary>
    internal sealed class Intruder
    {
        private readonly Lock _lock = new();
        private readonly List<byte> _waiting = [];
        private readonly TaskCompletionSource _gone = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Completes when the play it came into is over.</summary>
        public Task Gone => _gone.Task;

        public void Come(ReadOnlySpan<byte> audio)
        {
            lock (_lock)
                _waiting.AddRange(audio);
        }

        /// <summary>So many bytes of it, or what there is.</summary>
        public byte[] Take(int most)
        {
            lock (_lock)
            {
                byte[] taken = [.. _waiting.Take(most)];
                _waiting.RemoveRange(0, taken.Length);
                return taken;
            }
        }

        public void Leave() => _gone.TrySetResult();
    }
}
