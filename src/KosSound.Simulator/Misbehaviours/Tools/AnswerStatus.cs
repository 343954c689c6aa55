using Microsoft.AspNetCore.Builder;

namespace KosSound.Simulator.Misbehaviours.Tools;

/// <summary>Changes the gRPC status of answers that are all headers, as refusals are.</summary>
internal static class AnswerStatus
{
    /// <summary>Number of the status INTERNAL.</summary>
    public const string Internal = "13";

    /// <summary>Number of the status OK.</summary>
    public const string Ok = "0";

    /// <summary>Number of the status UNIMPLEMENTED.</summary>
    public const string Unimplemented = "12";

    /// <summary>Gives one status in place of another.</summary>
    public static void Change(IApplicationBuilder server, string from, string to) => server.Use(next => context =>
    {
        context.Response.OnStarting(() =>
        {
            if (context.Response.Headers.GrpcStatus is [var status] && status == from)
                context.Response.Headers.GrpcStatus = to;
            return Task.CompletedTask;
        });
        return next(context);
    });

    /// <summary>Never sends answers of a status.</summary>
    public static void Withhold(IApplicationBuilder server, string withheld) => server.Use(next => context =>
    {
        context.Response.OnStarting(() => context.Response.Headers.GrpcStatus is [var status] && status == withheld
            ? Task.Delay(Timeout.Infinite, context.RequestAborted)
            : Task.CompletedTask);
        return next(context);
    });
}
