using System.Diagnostics;
using NUnit.Framework;

namespace KosSound.SelfTests.Interop;

/// <summary>A Python with grpcio, where there is one.</summary>
internal static class Python
{
    /// <summary>Set by continuous integration: what is absent is then a failure and not a reason to skip.</summary>
    private const string RequireAllVariable = "KOS_SOUND_REQUIRE_ALL";

    private static readonly string[] Candidates = ["/usr/bin/python3", "python3", "python"];

    private static readonly Lazy<string?> Found = new(() => Candidates.FirstOrDefault(HasGrpc));

    /// <summary>The interpreter; ends the test as skipped, or as failed where everything is required, when there is none.</summary>
    public static string Require()
    {
        if (Found.Value is { } python)
            return python;
        const string Reason = "no Python with grpcio found: install python3-grpcio (Debian) or grpcio (pip)";
        if (Environment.GetEnvironmentVariable(RequireAllVariable) == "1")
            Assert.Fail(Reason);
        Assert.Ignore(Reason);
        throw new UnreachableException();
    }

    /// <summary>Runs a script to its end.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(string script, IEnumerable<string> arguments, TimeSpan allowed)
    {
        using var process = Process.Start(StartInfo(Require(), [script, .. arguments]))!;
        using var deadline = new CancellationTokenSource(allowed);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(deadline.Token);
            var error = process.StandardError.ReadToEndAsync(deadline.Token);
            await process.WaitForExitAsync(deadline.Token);
            return (process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new AssertionException($"{Path.GetFileName(script)} did not end within {allowed.TotalSeconds} s");
        }
    }

    /// <summary>Starts a script whose input stays open.</summary>
    public static Process Start(string script, IEnumerable<string> arguments)
    {
        var start = StartInfo(Require(), [script, .. arguments]);
        start.RedirectStandardInput = true;
        return Process.Start(start)!;
    }

    /// <summary>A script of fixtures/interop.</summary>
    public static string Script(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "fixtures", "interop", name);
            if (File.Exists(path))
                return path;
        }

        throw new AssertionException($"fixtures/interop/{name} not found above {AppContext.BaseDirectory}");
    }

    private static bool HasGrpc(string python)
    {
        try
        {
            using var process = Process.Start(StartInfo(python, ["-c", "import grpc, google.protobuf"]))!;
            return process.WaitForExit(TimeSpan.FromSeconds(20)) && process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static ProcessStartInfo StartInfo(string python, IEnumerable<string> arguments) => new(python, arguments)
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        UseShellExecute = false,
        Environment = { ["PYTHONDONTWRITEBYTECODE"] = "1" },
    };
}
