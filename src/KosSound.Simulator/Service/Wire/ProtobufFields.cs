using System.Buffers;

namespace KosSound.Simulator.Service.Wire;

/// <summary>Walks over the fields of one encoded protobuf message.</summary>
/// <remarks>Encoding: protobuf.dev, "Encoding"; a field is a tag (number × 8 + wire type) and a value.</remarks>
internal ref struct ProtobufFields
{
    private const int Varint = 0;
    private const int Fixed64 = 1;
    private const int LengthDelimited = 2;
    private const int GroupStart = 3;
    private const int GroupEnd = 4;
    private const int Fixed32 = 5;

    /// <summary>Groups nested deeper are refused: no honest message has them.</summary>
    private const int MaxDepth = 100;

    private SequenceReader<byte> _reader;
    private int _wireType;

    public ProtobufFields(in ReadOnlySequence<byte> message) => _reader = new SequenceReader<byte>(message);

    /// <summary>Number of the current field.</summary>
    public uint Number { get; private set; }

    /// <summary>True when the current field is a string, bytes or a message.</summary>
    public readonly bool IsBytes => _wireType == LengthDelimited;

    /// <summary>Goes to the next field, once the value of the current one was read or skipped.</summary>
    /// <exception cref="MalformedMessageException">No field begins here.</exception>
    public bool Next()
    {
        if (_reader.End)
            return false;
        // Tags and lengths are 32 bits; like the generated readers this one drops what is beyond.
        var tag = (uint)ReadVarint();
        if (tag < 8)
            throw new MalformedMessageException($"{tag} is not the tag of a field");
        (Number, _wireType) = (tag >> 3, (int)(tag & 7));
        return true;
    }

    /// <summary>The value of the current field, when <see cref="IsBytes"/>.</summary>
    public ReadOnlySequence<byte> Bytes()
    {
        var length = (uint)ReadVarint();
        if (length > _reader.Remaining || !_reader.TryReadExact((int)length, out var bytes))
            throw new MalformedMessageException($"field {Number} claims {length} bytes and {_reader.Remaining} follow");
        return bytes;
    }

    /// <summary>Leaves the value of the current field out.</summary>
    public void Skip() => Skip(0);

    private void Skip(int depth)
    {
        switch (_wireType)
        {
            case Varint:
                ReadVarint();
                break;
            case Fixed64:
                Advance(8);
                break;
            case LengthDelimited:
                Bytes();
                break;
            case Fixed32:
                Advance(4);
                break;
            case GroupStart when depth < MaxDepth:
                SkipGroup(Number, depth + 1);
                break;
            default:
                throw new MalformedMessageException($"field {Number} has wire type {_wireType}, which does not exist here");
        }
    }

    private void SkipGroup(uint number, int depth)
    {
        while (Next())
        {
            if (_wireType == GroupEnd && Number == number)
                return;
            Skip(depth);
        }

        throw new MalformedMessageException($"group {number} does not end");
    }

    private void Advance(int bytes)
    {
        if (_reader.Remaining < bytes)
            throw new MalformedMessageException($"field {Number} is cut short");
        _reader.Advance(bytes);
    }

    private ulong ReadVarint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 70; shift += 7)
        {
            if (!_reader.TryRead(out var part))
                throw new MalformedMessageException("the message is cut short");
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
                return value;
        }

        throw new MalformedMessageException("a number is longer than ten bytes");
    }
}
