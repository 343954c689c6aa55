using System.Buffers;
using Google.Protobuf;
using KOS.Sound;

namespace KosSound.Simulator.Service.Wire;

/// <summary>A PlayAudioRequest whose audio lies in pooled memory; dispose it when the audio was taken.</summary>
/// <remarks>The generated message would allocate itself and its audio anew for every message of a stream.</remarks>
internal sealed class PlayMessage : IDisposable
{
    private const uint ConfigField = 1;
    private const uint AudioField = 2;

    private static readonly MessagePool<PlayMessage> Pool = new(() => new PlayMessage());

    private byte[] _buffer = [];
    private int _length;

    private PlayMessage()
    {
    }

    /// <summary>The configuration, when the message carries one.</summary>
    public AudioConfig? Config { get; private set; }

    /// <summary>Its PCM; valid until the message is disposed.</summary>
    public ReadOnlyMemory<byte> Audio => _buffer.AsMemory(0, _length);

    /// <summary>Reads the protobuf encoding of a PlayAudioRequest; unknown fields are ignored.</summary>
    /// <exception cref="MalformedMessageException">It is none.</exception>
    public static PlayMessage Parse(in ReadOnlySequence<byte> payload)
    {
        var message = Pool.Rent();
        try
        {
            message.Read(payload);
            return message;
        }
        catch
        {
            message.Dispose();
            throw;
        }
    }

    /// <summary>A message made here.</summary>
    /// <param name="config">Its configuration, or none.</param>
    /// <param name="audio">Its PCM; copied.</param>
    public static PlayMessage Of(AudioConfig? config, ReadOnlySpan<byte> audio)
    {
        var message = Pool.Rent();
        message.Config = config;
        message._length = audio.Length;
        message._buffer = audio.IsEmpty ? [] : ArrayPool<byte>.Shared.Rent(audio.Length);
        audio.CopyTo(message._buffer);
        return message;
    }

    public void Dispose()
    {
        if (_buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(_buffer);
        (_buffer, _length, Config) = ([], 0, null);
        Pool.Return(this);
    }

    private void Read(in ReadOnlySequence<byte> payload)
    {
        var fields = new ProtobufFields(payload);
        while (fields.Next())
        {
            if (fields is { Number: ConfigField, IsBytes: true })
                ReadConfig(fields.Bytes());
            else if (fields is { Number: AudioField, IsBytes: true })
                Hold(fields.Bytes());
            else
                fields.Skip();
        }
    }

    private void ReadConfig(in ReadOnlySequence<byte> bytes)
    {
        try
        {
            (Config ??= new AudioConfig()).MergeFrom(bytes);
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new MalformedMessageException($"config: {e.Message}");
        }
    }

    /// <summary>Keeps the audio; of several fields the last counts, as in every protobuf reader.</summary>
    private void Hold(in ReadOnlySequence<byte> audio)
    {
        _length = (int)audio.Length;
        if (_buffer.Length < _length)
        {
            if (_buffer.Length > 0)
                ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = ArrayPool<byte>.Shared.Rent(_length);
        }

        audio.CopyTo(_buffer);
    }
}
