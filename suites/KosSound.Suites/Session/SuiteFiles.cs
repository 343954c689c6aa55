using KosSound.Conformance.Configuration;
using KosSound.Signals;

namespace KosSound.Suites.Session;

/// <summary>Where the suite finds its own files and leaves its reports.</summary>
public static class SuiteFiles
{
    private const string Solution = "KosSoundConformance.sln";

    /// <summary>The solution file of the checkout the suite runs from.</summary>
    /// <exception cref="ConfigurationException">The suite does not run from a checkout.</exception>
    public static string SolutionFile =>
        CheckoutFolder() is { } folder
            ? Path.Combine(folder, Solution)
            : throw new ConfigurationException($"this needs the source checkout, and there is no {Solution} above {AppContext.BaseDirectory}");

    /// <summary>The project of the simulator.</summary>
    /// <exception cref="ConfigurationException">The suite does not run from a checkout.</exception>
    public static string SimulatorProject => InCheckout("src", "KosSound.Simulator", "KosSound.Simulator.csproj");

    /// <summary>What its image is built by.</summary>
    /// <exception cref="ConfigurationException">The suite does not run from a checkout.</exception>
    public static string SimulatorDockerfile => InCheckout("src", "KosSound.Simulator", "Dockerfile");

    /// <summary>Default limits of a loop.</summary>
    public static string ProfileOf(LoopbackKind loopback) => Shipped("profiles", $"{loopback.ToString().ToLowerInvariant()}.yaml");

    /// <summary>Default reports folder: <c>reports</c> beside the solution, or in the current folder when the suite runs elsewhere.</summary>
    public static string ReportsFolder => Path.Combine(CheckoutFolder() ?? Environment.CurrentDirectory, "reports");

    /// <summary>The path as a person in the current folder would write it.</summary>
    public static string Display(string path)
    {
        var relative = Path.GetRelativePath(Environment.CurrentDirectory, path);
        return relative.StartsWith("..", StringComparison.Ordinal) ? path : relative;
    }

    /// <summary>The path of a file that came with the suite, counted from the suite; any other as it is.</summary>
    public static string Shorten(string path) =>
        Path.GetFullPath(path).StartsWith(AppContext.BaseDirectory, StringComparison.Ordinal) ? Path.GetRelativePath(AppContext.BaseDirectory, path).Replace('\\', '/') : path;

    private static string InCheckout(params string[] path) => Path.Combine([Path.GetDirectoryName(SolutionFile)!, .. path]);

    private static string Shipped(string folder, string file) => Path.Combine(AppContext.BaseDirectory, "fixtures", folder, file);

    private static string? CheckoutFolder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, Solution)))
                return folder.FullName;
        }

        return null;
    }
}
