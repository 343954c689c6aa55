using KosSound.Suites.Containers;
using KosSound.Suites.Session;

namespace KosSound.Suites.Images;

/// <summary>Publishes the simulator with this machine's SDK.</summary>
internal static class SimulatorPublish
{
    /// <summary>Writes the program and what it needs beside the runtime into a folder.</summary>
    /// <exception cref="ContainerException">It does not compile, or there is no SDK.</exception>
    public static async Task RunAsync(string folder, CancellationToken cancellation)
    {
        string[] arguments =
        [
            "publish", SuiteFiles.SimulatorProject, "--configuration", "Release", "--output", folder,
            "--nologo", "--verbosity", "quiet", "-nodeReuse:false",
        ];
        var said = await new ProgramRun("dotnet", arguments).RunAsync(cancellation);
        if (!said.Succeeded)
            throw new ContainerException($"the simulator cannot be published: {said.Reason}");
    }
}
