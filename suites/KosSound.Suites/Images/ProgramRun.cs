using System.ComponentModel;
using System.Diagnostics;
using KosSound.Suites.Containers;

namespace KosSound.Suites.Images;

/// <summary>Another program, run to its end; arguments reach it as a list, never through a shell.</summary>
internal sealed record ProgramRun(string Path, IReadOnlyList<string> Arguments)
{
    /// <summary>Variables it gets beside those of this process.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Writes its standard input; null for an empty one.</summary>
    public Action<Stream>? Feed { get; init; }

    /// <summary>Runs it and keeps what it says.</summary>
    /// <exception cref="ContainerException">It cannot be started.</exception>
    public async Task<ProgramResult> RunAsync(CancellationToken cancellation)
    {
        using var process = Start();
        await using var stop = cancellation.Register(() => process.Kill(entireProcessTree: true));
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        await Task.Run(() => FeedInput(process), CancellationToken.None);
        await process.WaitForExitAsync(CancellationToken.None);
        cancellation.ThrowIfCancellationRequested();
        return new ProgramResult(process.ExitCode, await output, await error);
    }

    private Process Start()
    {
        var start = new ProcessStartInfo(Path, Arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in Environment)
            start.Environment[name] = value;
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new ContainerException($"{Path} cannot be started: {e.Message}", e);
        }
    }

    // A program that ends early closes its input: its exit code says why, not the broken pipe.
    private void FeedInput(Process process)
    {
        try
        {
            Feed?.Invoke(process.StandardInput.BaseStream);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
        }
    }
}
