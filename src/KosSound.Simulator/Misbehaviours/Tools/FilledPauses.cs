using Grpc.Core;
using KOS.Common;
using KosSound.Simulator.Service;
using KosSound.Simulator.Service.Wire;

namespace KosSound.Simulator.Misbehaviours.Tools;

/// <summary>Plays something of its own when the next message does not come for half a second.</summary>
/// <param name="inner">The calls as they should be.</param>
/// <param name="time">The device's clock.</param>
/// <param name="filling">What a play fills its pauses with: is given every message, and asked in every pause.</param>
internal sealed class FilledPauses(SoundCalls inner, TimeProvider time, Func<FilledPauses.IFilling> filling) : RelayedCalls(inner)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    /// <summary>Audio for the pauses of one play.</summary>
    public interface IFilling
    {
        /// <summary>Takes note of a message that was played.</summary>
        void Heard(PlayMessage message);

        /// <summary>Audio for a pause; empty leaves it as it is.</summary>
        byte[] Next();
    }

    public override async Task<ActionResponse> PlayAudio(IAsyncStreamReader<PlayMessage> requestStream, ServerCallContext context)
    {
        await using var messages = new GatheredMessages(requestStream, null, null, context.CancellationToken);
        return await base.PlayAudio(new Messages(messages, time, filling()), context);
    }

    private sealed class Messages(IAsyncStreamReader<PlayMessage> inner, TimeProvider time, IFilling filling) : IAsyncStreamReader<PlayMessage>
    {
        private Task<bool>? _next;

        public PlayMessage Current { get; private set; } = PlayMessage.Of(null, []);

        public async Task<bool> MoveNext(CancellationToken cancellationToken)
        {
            _next ??= inner.MoveNext(cancellationToken);
            if (!_next.IsCompleted && await Task.WhenAny(_next, Task.Delay(Patience, time, cancellationToken)) != _next && filling.Next() is { Length: > 0 } audio)
            {
                Current = PlayMessage.Of(null, audio);
                return true;
            }

            var more = await _next;
            _next = null;
            if (!more)
                return false;
            Current = inner.Current;
            filling.Heard(Current);
            return true;
        }
    }
}
