using System.Text.Json;
using KosSound.Simulator.Engine;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace KosSound.Simulator.Service;

/// <summary>
/// Tells whoever asks on the port of the service what the simulator did late: it may run beside its client on one busy machine. No call
/// of the contract knows of it, and no robot has it.
/// </summary>
public static class HealthPage
{
    /// <summary>Path of a GET over HTTP/2; the answer is a <see cref="SimulatorHealth"/> as JSON.</summary>
    public const string Path = "/kos-sound-simulator/health";

    /// <summary>Reads the answer.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static SimulatorHealth? Read(string answer) => JsonSerializer.Deserialize<SimulatorHealth>(answer);

    internal static void Serve(IApplicationBuilder server, SoundEngine engine) => server.Use(next => context =>
    {
        if (context.Request.Path != Path || !HttpMethods.IsGet(context.Request.Method))
            return next(context);
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(JsonSerializer.Serialize(engine.Health), context.RequestAborted);
    });
}
