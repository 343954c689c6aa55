using Grpc.Core;
using KOS.Common;
using KosSound.Simulator.Engine;
using KosSound.Simulator.Service;
using KosSound.Simulator.Service.Wire;

namespace KosSound.Simulator.Misbehaviours.Play;

/// <summary>Answers a second play with success while one runs, and plays nothing of it.</summary>
internal sealed class SwallowsSecondPlay : Misbehaviour
{
    public override string Name => "swallows-second-play";

    public override string Description => "answers a second play with success while one runs, and plays nothing of it";

    public override string Breaks => "play/concurrent";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new Calls(calls);

    private sealed class Calls(SoundCalls inner) : RelayedCalls(inner)
    {
        private int _plays;

        public override async Task<ActionResponse> PlayAudio(IAsyncStreamReader<PlayMessage> requestStream, ServerCallContext context)
        {
            try
            {
                if (Interlocked.Increment(ref _plays) == 1)
                    return await base.PlayAudio(requestStream, context);
                while (await requestStream.MoveNext(context.CancellationToken))
                    requestStream.Current.Dispose();
                return new ActionResponse { Success = true };
            }
            finally
            {
                Interlocked.Decrement(ref _plays);
            }
        }
    }
}
