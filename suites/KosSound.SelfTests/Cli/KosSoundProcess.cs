using System.Diagnostics;
using System.Globalization;
using System.Text;
using KosSound.Cli;

namespace KosSound.SelfTests.Cli;

/// <summary>The command as a user starts it: a process of its own.</summary>
internal sealed class KosSoundProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();
    private readonly List<(string Text, TaskCompletionSource Seen)> _awaited = [];

    private KosSoundProcess(string[] args, IReadOnlyDictionary<string, string>? environment = null, string? shell = null)
    {
        string[] words = [typeof(CommandLine).Assembly.Location, .. args];
        var start = shell is null ? Plain(words) : new ProcessStartInfo("/bin/sh", ["-c", $"{shell}; exec dotnet \"$@\"", "sh", .. words]);
        start.RedirectStandardOutput = start.RedirectStandardError = start.RedirectStandardInput = true;
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("KOS_SOUND_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Take(_output, line.Data);
        _process.ErrorDataReceived += (_, line) => Take(_errors, line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    // A shell without job control lets what it starts in the background ignore SIGINT, tests and their children alike.
    private static ProcessStartInfo Plain(string[] words) =>
        InterruptIsIgnored() ? new ProcessStartInfo("env", ["--default-signal=INT", "dotnet", .. words]) : new ProcessStartInfo("dotnet", words);

    private static bool InterruptIsIgnored()
    {
        const string ignored = "SigIgn:", status = "/proc/self/status";
        const ulong interrupt = 1UL << (2 - 1);
        return File.Exists(status) && File.ReadLines(status).FirstOrDefault(l => l.StartsWith(ignored, StringComparison.Ordinal)) is { } line
            && (ulong.Parse(line.AsSpan(ignored.Length).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture) & interrupt) != 0;
    }

    /// <summary>Starts the command.</summary>
    public static KosSoundProcess Start(params string[] args) => new(args);

    /// <summary>Runs the command to its end.</summary>
    public static async Task<ProcessResult> RunAsync(params string[] args)
    {
        using var process = Start(args);
        return await process.EndAsync();
    }

    /// <summary>Runs the command to its end with variables of its own.</summary>
    public static async Task<ProcessResult> RunAsync(IReadOnlyDictionary<string, string> environment, params string[] args)
    {
        using var process = new KosSoundProcess(args, environment);
        return await process.EndAsync();
    }

    /// <summary>Runs the command where no file may grow beyond a size, as on a disk that runs full. Needs a POSIX shell, but no rights.</summary>
    public static async Task<ProcessResult> RunWithSmallFilesAsync(int kibibytes, params string[] args)
    {
        // The limit is told as an error, not by a signal, and the runtime's own memory files must not count.
        var environment = new Dictionary<string, string> { ["DOTNET_EnableWriteXorExecute"] = "0" };
        using var process = new KosSoundProcess(args, environment, string.Create(CultureInfo.InvariantCulture, $"trap '' XFSZ; ulimit -f {2 * kibibytes}"));
        return await process.EndAsync();
    }

    /// <summary>Its number.</summary>
    public int Id => _process.Id;

    /// <summary>Completes when the text has been printed on either stream.</summary>
    public Task PrintedAsync(string text)
    {
        lock (_awaited)
        {
            if ($"{_output}{_errors}".Contains(text, StringComparison.Ordinal))
                return Task.CompletedTask;
            var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _awaited.Add((text, seen));
            return seen.Task.WaitAsync(Patience);
        }
    }

    /// <summary>Sends SIGINT, as Ctrl-C does.</summary>
    public void PressCtrlC() => Signal("INT");

    /// <summary>Sends SIGKILL.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Waits for the end.</summary>
    public async Task<ProcessResult> EndAsync()
    {
        var started = Stopwatch.GetTimestamp();
        using var patience = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(patience.Token);
        lock (_awaited)
            return new ProcessResult(_process.ExitCode, _output.ToString(), _errors.ToString(), Stopwatch.GetElapsedTime(started));
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    private void Signal(string name)
    {
        using var kill = Process.Start("kill", ["-s", name, _process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    private void Take(StringBuilder into, string? line)
    {
        if (line is null)
            return;
        lock (_awaited)
        {
            into.AppendLine(line);
            foreach (var (text, seen) in _awaited.Where(a => line.Contains(a.Text, StringComparison.Ordinal)))
                seen.TrySetResult();
        }
    }
}

/// <summary>How a process ended.</summary>
internal sealed record ProcessResult(int ExitCode, string Output, string Errors, TimeSpan Took)
{
    /// <summary>Lines of the error stream.</summary>
    public IReadOnlyList<string> ErrorLines => Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Both streams, for messages of assertions.</summary>
    public string Everything => $"exit {ExitCode} after {Took.TotalSeconds:F1} s\n--- output\n{Output}\n--- errors\n{Errors}";
}
