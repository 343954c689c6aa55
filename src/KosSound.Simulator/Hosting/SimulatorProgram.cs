using KosSound.Simulator.DeviceFiles;

namespace KosSound.Simulator.Hosting;

/// <summary>The simulator as a program of its own: what runs in the container.</summary>
public static class SimulatorProgram
{
    private const int Wrong = 2;
    private const int CannotServe = 3;

    /// <summary>Runs one command line; see <see cref="SimulateCommand"/>.</summary>
    /// <returns>0 after an orderly end, 2 for a wrong command line or device file, 3 when it cannot serve or a probe found no simulator that is well.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        var result = SimulateCommand.Create(CancellationToken.None).Parse(args);
        if (result.Errors.Count > 0)
            return Refuse(Wrong, result.Errors.Select(error => error.Message));
        try
        {
            return await result.InvokeAsync(SimulateCommand.Invocation);
        }
        catch (DeviceFileException e)
        {
            return Refuse(Wrong, e.Errors.Select(error => error.ToString()));
        }
        catch (SimulatorException e)
        {
            return Refuse(CannotServe, [e.Message]);
        }
    }

    private static int Refuse(int code, IEnumerable<string> lines)
    {
        foreach (var line in lines)
            Console.Error.WriteLine($"simulator: {line}");
        return code;
    }
}
