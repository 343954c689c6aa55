using Grpc.Core;
using KosSound.Simulator.Clock;
using KosSound.Simulator.Service.Wire;

namespace KosSound.Simulator.Misbehaviours.Tools;

/// <summary>A recording's stream of which only the first bytes are sent.</summary>
/// <param name="inner">To the client.</param>
/// <param name="bytes">PCM that is sent at most.</param>
/// <param name="clock">The device's, which must not wait for a stamp on what is not sent.</param>
internal sealed class CutAudio(IServerStreamWriter<RecordMessage> inner, long bytes, DeviceClock clock) : IServerStreamWriter<RecordMessage>
{
    private long _left = bytes;

    public WriteOptions? WriteOptions
    {
        get => inner.WriteOptions;
        set => inner.WriteOptions = value;
    }

    public Task WriteAsync(RecordMessage message)
    {
        var sent = (int)Math.Min(_left, message.Audio.Length);
        _left -= sent;
        if (sent < message.Audio.Length)
            clock.RecordMessageStamped(message.Audio.Length - sent);
        return sent == 0 ? Task.CompletedTask : inner.WriteAsync(new RecordMessage { Audio = message.Audio[..sent].ToArray() });
    }
}
