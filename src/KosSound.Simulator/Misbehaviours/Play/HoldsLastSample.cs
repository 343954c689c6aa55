using Grpc.Core;
using KOS.Common;
using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service;
using KosSound.Simulator.Service.Wire;

namespace KosSound.Simulator.Misbehaviours.Play;

/// <summary>Goes on with its last frame while the sender pauses.</summary>
internal sealed class HoldsLastSample : Misbehaviour
{
    public override string Name => "holds-last-sample";

    public override string Description => "goes on with its last frame while the sender pauses";

    public override string Breaks => "play/slow-sender";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new Calls(calls, engine.Clock.Time);

    private sealed class Calls(SoundCalls inner, TimeProvider time) : RelayedCalls(inner)
    {
        public override async Task<ActionResponse> PlayAudio(IAsyncStreamReader<PlayMessage> requestStream, ServerCallContext context)
        {
            await using var messages = new GatheredMessages(requestStream, null, null, context.CancellationToken);
            return await base.PlayAudio(new Holding(messages, time), context);
        }

        /// <summary>Gives the last frame, for 20 ms and more, when the next message does not come for half a second.</summary>
        private sealed class Holding(IAsyncStreamReader<PlayMessage> inner, TimeProvider time) : IAsyncStreamReader<PlayMessage>
        {
            private const int Frames = 960;
            private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);
            private Task<bool>? _next;
            private byte[] _last = [];
            private int _frameBytes;

            public PlayMessage Current { get; private set; } = PlayMessage.Of(null, []);

            public async Task<bool> MoveNext(CancellationToken cancellationToken)
            {
                _next ??= inner.MoveNext(cancellationToken);
                if (_last.Length > 0 && !_next.IsCompleted && await Task.WhenAny(_next, Task.Delay(Patience, time, cancellationToken)) != _next)
                {
                    Current = PlayMessage.Of(null, [.. Enumerable.Repeat(_last, Frames).SelectMany(frame => frame)]);
                    _last = [];
                    return true;
                }

                var more = await _next;
                _next = null;
                if (!more)
                    return false;
                Current = inner.Current;
                if (Current.Config is { BitDepth: <= 32, Channels: <= 64 } config)
                    _frameBytes = (int)(config.BitDepth / 8 * config.Channels);
                if (Current.Audio.Length >= _frameBytes)
                    _last = Current.Audio[^_frameBytes..].ToArray();
                return true;
            }
        }
    }
}
