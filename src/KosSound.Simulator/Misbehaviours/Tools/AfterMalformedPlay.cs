using System.Diagnostics;
using Grpc.Core;
using KOS.Common;
using KosSound.Simulator.Service;
using KosSound.Simulator.Service.Wire;

namespace KosSound.Simulator.Misbehaviours.Tools;

/// <summary>Does something else with the play that follows one whose messages could not be read.</summary>
/// <param name="inner">The calls as they should be.</param>
/// <param name="next">Gets the messages of that play, and the time since the malformed one, and gives what is played of it.</param>
internal sealed class AfterMalformedPlay(SoundCalls inner, Func<IAsyncStreamReader<PlayMessage>, TimeSpan, IAsyncStreamReader<PlayMessage>> next) : RelayedCalls(inner)
{
    private long _malformedAt;

    public override Task<ActionResponse> PlayAudio(IAsyncStreamReader<PlayMessage> requestStream, ServerCallContext context)
    {
        var at = Interlocked.Read(ref _malformedAt);
        return base.PlayAudio(new Messages(at == 0 ? requestStream : next(requestStream, Stopwatch.GetElapsedTime(at)), this), context);
    }

    private sealed class Messages(IAsyncStreamReader<PlayMessage> inner, AfterMalformedPlay calls) : IAsyncStreamReader<PlayMessage>
    {
        public PlayMessage Current => inner.Current;

        public async Task<bool> MoveNext(CancellationToken cancellationToken)
        {
            try
            {
                return await inner.MoveNext(cancellationToken);
            }
            catch (RpcException e) when (e.StatusCode is StatusCode.Internal or StatusCode.InvalidArgument or StatusCode.ResourceExhausted or StatusCode.Unimplemented)
            {
                Interlocked.Exchange(ref calls._malformedAt, Stopwatch.GetTimestamp());
                throw;
            }
        }
    }
}
