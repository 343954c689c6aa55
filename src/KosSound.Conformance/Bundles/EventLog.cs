using System.Text.Json;
using KosSound.Conformance.Records;
using KosSound.Conformance.Reports.Json;

namespace KosSound.Conformance.Bundles;

/// <summary>Appends events to events.jsonl, each handed to the system before the call returns. Not thread-safe.</summary>
internal sealed class EventLog : IDisposable
{
    private readonly string _path;
    private readonly Stream _stream;
    private readonly TimeProvider _time;
    private int _seq;
    private long _bytes;
    private string? _broken;

    public EventLog(BundleDisk disk, string path, TimeProvider time)
    {
        _path = path;
        _time = time;
        _stream = disk.CreateNew(path);
    }

    /// <summary>Numbers, stamps and writes an event; returns it as written.</summary>
    /// <exception cref="EvidenceException">It cannot be written now, or could not before: what is lost is never papered over.</exception>
    public BundleEvent Append(BundleEvent next)
    {
        if (_broken is { } reason)
            throw new EvidenceException(reason);
        var stamped = next with { Seq = _seq, AtUtc = _time.GetUtcNow() };
        var line = JsonSerializer.SerializeToUtf8Bytes(stamped, JsonText.Line);
        try
        {
            // Writing to a file that was deleted succeeds; only a look at the folder tells.
            if (!File.Exists(_path))
                throw new FileNotFoundException("it vanished while the run went on");
            _stream.Write(line);
            _stream.WriteByte((byte)'\n');
            _stream.Flush();
        }
        catch (Exception e) when (WriteFailure.Is(e))
        {
            _broken = WriteFailure.Describe(_path, e);
            throw new EvidenceException(_broken, e);
        }

        _seq++;
        _bytes += line.Length + 1;
        return stamped;
    }

    /// <summary>Forces all to the disk, closes the file and makes sure that it is where it was put, as long as it was written.</summary>
    public void Close()
    {
        BundleDisk.Force(_stream);
        _stream.Dispose();
        var file = new FileInfo(_path);
        if (!file.Exists)
            throw new IOException("it vanished while the run went on");
        if (file.Length != _bytes)
            throw new IOException($"it has {file.Length} bytes where {_bytes} were written");
    }

    public void Dispose()
    {
        try
        {
            _stream.Dispose();
        }
        catch (Exception e) when (WriteFailure.Is(e))
        {
            // Whoever wrote last was told already.
        }
    }
}
