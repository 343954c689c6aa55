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

    private PythonDevice(Process process, string descriptors, int port)
    {
        (_process, _descriptors) = (process, descriptors);
        Endpoint = new Uri($"http://127.0.0.1:{port}");
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
}
