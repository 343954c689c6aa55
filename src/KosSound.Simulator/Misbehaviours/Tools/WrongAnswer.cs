using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace KosSound.Simulator.Misbehaviours.Tools;

/// <summary>What a request gets that should have been refused.</summary>
internal sealed class WrongAnswer
{
    private readonly Func<HttpContext, RequestDelegate, Task> _give;

    private WrongAnswer(Func<HttpContext, RequestDelegate, Task> give) => _give = give;

    /// <summary>Status OK and an empty message, whatever was asked.</summary>
    public static WrongAnswer Ok { get; } = new(async (context, _) =>
    {
        context.Response.ContentType = "application/grpc";
        await context.Response.Body.WriteAsync(new byte[5], context.RequestAborted);
        context.Response.AppendTrailer("grpc-status", "0");
    });

    /// <summary>Nothing, until the client goes.</summary>
    public static WrongAnswer Silence { get; } = new(async (context, _) =>
    {
        try
        {
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        }
        catch (OperationCanceledException)
        {
        }
    });

    /// <summary>All connections are cut and the port is closed, as when a process dies.</summary>
    public static WrongAnswer Death { get; } = new((context, next) =>
    {
        var listener = context.RequestServices.GetRequiredService<IServer>();
        _ = Task.Run(() => listener.StopAsync(new CancellationToken(canceled: true)), CancellationToken.None);
        return Silence._give(context, next);
    });

    /// <summary>What a request of the right content type would get.</summary>
    public static WrongAnswer Service { get; } = new((context, next) =>
    {
        context.Request.ContentType = "application/grpc";
        return next(context);
    });

    public Task GiveAsync(HttpContext context, RequestDelegate next) => _give(context, next);
}
