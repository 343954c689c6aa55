using System.Buffers.Binary;
using System.Text;

namespace KosSound.Suites.Images;

/// <summary>Reads which dynamic loader a 64-bit little-endian ELF program asks for.</summary>
/// <remarks>Program header PT_INTERP of the System V ABI, ELF-64 object file format.</remarks>
internal static class ElfInterpreter
{
    private const int HeaderBytes = 64;
    private const int ProgramHeaderBytes = 56;
    private const uint Interpreter = 3;

    /// <summary>Absolute path of the loader; null when the file is no such program or asks for none.</summary>
    public static string? Of(string program)
    {
        using var file = File.OpenRead(program);
        Span<byte> header = stackalloc byte[HeaderBytes];
        if (file.ReadAtLeast(header, HeaderBytes, throwOnEndOfStream: false) < HeaderBytes || !header.StartsWith("\u007fELF\u0002\u0001"u8))
            return null;
        var count = BinaryPrimitives.ReadUInt16LittleEndian(header[56..]);
        Span<byte> entry = stackalloc byte[ProgramHeaderBytes];
        file.Position = BinaryPrimitives.ReadInt64LittleEndian(header[32..]);
        for (var i = 0; i < count; i++)
        {
            file.ReadExactly(entry);
            if (BinaryPrimitives.ReadUInt32LittleEndian(entry) == Interpreter)
                return Text(file, BinaryPrimitives.ReadInt64LittleEndian(entry[8..]), BinaryPrimitives.ReadInt64LittleEndian(entry[32..]));
        }

        return null;
    }

    private static string Text(FileStream file, long offset, long bytes)
    {
        var text = new byte[bytes];
        file.Position = offset;
        file.ReadExactly(text);
        return Encoding.ASCII.GetString(text).TrimEnd('\0');
    }
}
