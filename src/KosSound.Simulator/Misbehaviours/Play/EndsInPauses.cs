using Grpc.Core;
using KOS.Common;
using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service.Wire;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Play;

/// <summary>Takes a pause of 600 ms for the end of the audio.</summary>
internal sealed class EndsInPauses : Misbehaviour
{
    public override string Name => "ends-in-pauses";

    public override string Description => "takes a pause of 600 ms for the end of the audio";

    public override string Breaks => "play/slow-sender";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new Calls(calls, engine.Clock.Time);

    private sealed class Calls(SoundCalls inner, TimeProvider time) : RelayedCalls(inner)
    {
        public override async Task<ActionResponse> PlayAudio(IAsyncStreamReader<PlayMessage> requestStream, ServerCallContext context)
        {
            await using var messages = new GatheredMessages(requestStream, null, null, context.CancellationToken);
            return await base.PlayAudio(new Impatient(messages, time), context);
        }

        private sealed class Impatient(IAsyncStreamReader<PlayMessage> inner, TimeProvider time) : IAsyncStreamReader<PlayMessage>
        {
            private bool _any;

            public PlayMessage Current => inner.Current;

            public async Task<bool> MoveNext(CancellationToken cancellationToken)
            {
                var next = inner.MoveNext(cancellationToken);
                if (_any && !next.IsCompleted && await Task.WhenAny(next, Task.Delay(TimeSpan.FromMilliseconds(600), time, cancellationToken)) != next)
                    return false;
                return _any = await next;
            }
        }
    }
}
