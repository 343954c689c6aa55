using Grpc.Core;
using KOS.Common;
using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service.Wire;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Play;

/// <summary>Plays its latest audio again while the sender pauses.</summary>
internal sealed class RepeatsInPauses : Misbehaviour
{
    public override string Name => "repeats-in-pauses";

    public override string Description => "plays its latest audio again while the sender pauses";

    public override string Breaks => "play/slow-sender";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new Calls(calls, engine.Clock.Time);

    private sealed class Calls(SoundCalls inner, TimeProvider time) : RelayedCalls(inner)
    {
        public override async Task<ActionResponse> PlayAudio(IAsyncStreamReader<PlayMessage> requestStream, ServerCallContext context)
        {
            await using var messages = new GatheredMessages(requestStream, null, null, context.CancellationToken);
            return await base.PlayAudio(new Repeating(messages, time), context);
        }

        /// <summary>Gives the latest message again whenever the next does not come for half a second.</summary>
        private sealed class Repeating(IAsyncStreamReader<PlayMessage> inner, TimeProvider time) : IAsyncStreamReader<PlayMessage>
        {
            private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);
            private Task<bool>? _next;
            private byte[] _latest = [];

            public PlayMessage Current { get; private set; } = PlayMessage.Of(null, []);

            public async Task<bool> MoveNext(CancellationToken cancellationToken)
            {
                _next ??= inner.MoveNext(cancellationToken);
                if (_latest.Length > 0 && !_next.IsCompleted && await Task.WhenAny(_next, Task.Delay(Patience, time, cancellationToken)) != _next)
                {
                    Current = PlayMessage.Of(null, _latest);
                    return true;
                }

                var more = await _next;
                _next = null;
                if (!more)
                    return false;
                Current = inner.Current;
                _latest = Current.Audio.ToArray();
                return true;
            }
        }
    }
}
