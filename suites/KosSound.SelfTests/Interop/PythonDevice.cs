using System.Diagnostics;
using System.Globalization;
using KosSound.Device.Wire;
using NUnit.Framework;

namespace KosSound.SelfTests.Interop;

/// <summary>The device of <c>fixtures/interop/device.py</c> in a process of its own.</summary>
internal sealed class PythonDevice : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(5);

    private readonly Process _process;
    private readonly string _descriptors;
    private int _latestMs;

    private PythonDevice(Process process, string descriptors, int port)
    {
        (_process, _descriptors) = (process, descriptors);
        Endpoint = new Uri($"http://127.0.0.1:{port}");
        _ = Task.Run(HearOfLatenessAsync);
    }

    public Uri Endpoint { get; }

    /// <summary>Starts it; it listens when this returns. Ends the test as skipped where there is no Python with grpcio.</summary>
    public static async Task<PythonDevice> StartAsync(string? misbehaviour = null)
    {
        var descriptors = Path.Combine(Path.GetTempPath(), $"kos-sound-{Guid.NewGuid():N}.pb");
        await File.WriteAllBytesAsync(descriptors, ContractDescriptors.ToBytes());
        var process = Python.Start(Python.Script("device.py"), misbehaviour is null ? [descriptors] : [descriptors, misbehaviour]);
        try
        {
            var said = await process.StandardOutput.ReadLineAsync().WaitAsync(StartLimit);
            return said is ['l', 'i', 's', 't', 'e', 'n', 'i', 'n', 'g', ' ', .. var port]
                ? new PythonDevice(process, descriptors, int.Parse(port, CultureInfo.InvariantCulture))
                : throw new AssertionException($"device.py said '{said}' instead of its port: {await process.StandardError.ReadToEndAsync()}");
        }
        catch
        {
            process.Kill(entireProcessTree: true);
            process.Dispose();
            File.Delete(descriptors);
            throw;
        }
    }

    /// <summary>How late this machine let the device be at worst since the last question; zero when it said nothing of it.</summary>
    public TimeSpan TakeLateness() => TimeSpan.FromMilliseconds(Interlocked.Exchange(ref _latestMs, 0));

    /// <summary>Stops its process: connections stay open, and nothing answers, as with a device that has lost its power.</summary>
    public void Freeze()
    {
        using var stop = Process.Start("kill", ["-STOP", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        stop.WaitForExit();
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        using var limit = new CancellationTokenSource(EndLimit);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
        File.Delete(_descriptors);
    }

    private async Task HearOfLatenessAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line is ['l', 'a', 't', 'e', ' ', .. var text] && int.Parse(text, CultureInfo.InvariantCulture) is var late && late > Volatile.Read(ref _latestMs))
                Interlocked.Exchange(ref _latestMs, late);
        }
    }
}
