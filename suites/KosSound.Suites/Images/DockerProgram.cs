using System.Globalization;
using KosSound.Suites.Containers;

namespace KosSound.Suites.Images;

/// <summary>A docker command-line client that can build with BuildKit.</summary>
internal sealed class DockerProgram
{
    private static readonly Dictionary<string, string> BuildKit = new() { ["DOCKER_BUILDKIT"] = "1", ["BUILDKIT_PROGRESS"] = "plain" };

    private readonly string _path;

    private DockerProgram(string path) => _path = path;

    /// <summary>Looks along the PATH.</summary>
    /// <exception cref="ContainerException">There is none, or none that can.</exception>
    public static async Task<DockerProgram> FindAsync(CancellationToken cancellation)
    {
        var candidates = Candidates().ToList();
        if (candidates.Count == 0)
            throw new ContainerException("images are built by the docker command, and there is none on the PATH; install docker");
        foreach (var candidate in candidates)
        {
            var program = new DockerProgram(candidate);
            if (await program.HasBuildKitAsync(cancellation))
                return program;
        }

        throw new ContainerException($"{string.Join(" and ", candidates)} cannot build with BuildKit; install docker's buildx component");
    }

    /// <summary>Runs one docker command.</summary>
    /// <param name="arguments">One element an argument.</param>
    /// <param name="cancellation">Ends the program.</param>
    /// <param name="feed">Writes standard input; null for an empty one.</param>
    public Task<ProgramResult> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellation, Action<Stream>? feed = null) =>
        new ProgramRun(_path, arguments) { Environment = BuildKit, Feed = feed }.RunAsync(cancellation);

    // Clients before 23 carry BuildKit themselves, later ones call buildx.
    private async Task<bool> HasBuildKitAsync(CancellationToken cancellation)
    {
        if ((await RunAsync(["buildx", "version"], cancellation)).Succeeded)
            return true;
        var version = (await RunAsync(["--version"], cancellation)).Output.Split(' ').Select(word => word.Split('.')[0]);
        return version.Any(word => int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var major) && major is >= 19 and < 23);
    }

    private static IEnumerable<string> Candidates()
    {
        var name = OperatingSystem.IsWindows() ? "docker.exe" : "docker";
        return (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, name))
            .Where(File.Exists)
            .Distinct();
    }
}
