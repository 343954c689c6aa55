using Microsoft.AspNetCore.Builder;

namespace KosSound.Simulator.Misbehaviours.Wire;

/// <summary>Serves nobody any more after it has refused a message for its size.</summary>
internal sealed class ChokesOnLargeMessages : Misbehaviour
{
    /// <summary>gRPC status RESOURCE_EXHAUSTED.</summary>
    private const string ResourceExhausted = "8";

    public override string Name => "chokes-on-large-messages";

    public override string Description => "serves nobody any more after it has refused a message for its size";

    public override string Breaks => "wire/malformed";

    internal override void SpoilHttp(IApplicationBuilder server)
    {
        var choked = false;
        server.Use(next => context =>
        {
            if (Volatile.Read(ref choked))
            {
                context.Response.ContentType = "application/grpc";
                (context.Response.Headers.GrpcStatus, context.Response.Headers.GrpcMessage) = (ResourceExhausted, "out of memory");
                return Task.CompletedTask;
            }

            context.Response.OnStarting(() =>
            {
                if (context.Response.Headers.GrpcStatus is [ResourceExhausted])
                    Volatile.Write(ref choked, true);
                return Task.CompletedTask;
            });
            return next(context);
        });
    }
}
