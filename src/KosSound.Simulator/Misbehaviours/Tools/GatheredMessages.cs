using System.Threading.Channels;
using Grpc.Core;
using KosSound.Simulator.Clock;
using KosSound.Simulator.Service.Wire;

namespace KosSound.Simulator.Misbehaviours.Tools;

/// <summary>Takes in a client's messages as fast as they come, whatever the device does with them.</summary>
internal sealed class GatheredMessages : IAsyncStreamReader<PlayMessage>, IAsyncDisposable
{
    private readonly Channel<PlayMessage> _messages;
    private readonly CancellationTokenSource _stop;
    private readonly DeviceClock? _clock;
    private PlayMessage? _current;

    /// <param name="inner">What the client sends.</param>
    /// <param name="mostBytes">Audio held at most; what comes beyond it is dropped. Null holds everything.</param>
    /// <param name="clock">The device's, which must not wait for what is dropped; needed where something can be.</param>
    /// <param name="cancellationToken">Ends the taking in as if the client were done.</param>
    public GatheredMessages(IAsyncStreamReader<PlayMessage> inner, long? mostBytes, DeviceClock? clock, CancellationToken cancellationToken)
    {
        _clock = clock;
        _messages = Channel.CreateUnbounded<PlayMessage>();
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Gathering = GatherAsync(inner, mostBytes, _stop.Token);
    }

    /// <summary>Completes, never faults, when the client is done or gone.</summary>
    public Task Gathering { get; }

    public PlayMessage Current => _current ?? throw new InvalidOperationException("no message was read");

    private long _heldBytes;

    public async Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        if (!await _messages.Reader.WaitToReadAsync(CancellationToken.None) || !_messages.Reader.TryRead(out _current))
            return false;
        Interlocked.Add(ref _heldBytes, -_current.Audio.Length);
        return true;
    }

    /// <summary>Ends the taking in. A call must not end before: the server gives its stream to the next one, whose messages would be read here.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Gathering;
        _stop.Dispose();
    }

    private async Task GatherAsync(IAsyncStreamReader<PlayMessage> inner, long? mostBytes, CancellationToken cancellationToken)
    {
        try
        {
            while (await inner.MoveNext(cancellationToken))
            {
                var message = inner.Current;
                if (mostBytes is { } most && Interlocked.Read(ref _heldBytes) + message.Audio.Length > most)
                {
                    message.Dispose();
                    _clock?.PlayMessageArrived();
                    continue;
                }

                Interlocked.Add(ref _heldBytes, message.Audio.Length);
                _messages.Writer.TryWrite(message);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or RpcException or InvalidOperationException)
        {
            // The client is gone; what it sent stays.
        }
        finally
        {
            _messages.Writer.TryComplete();
        }
    }
}
