using Microsoft.AspNetCore.Builder;

namespace KosSound.Simulator.Misbehaviours.Wire;

/// <summary>Answers an unknown method with INTERNAL.</summary>
internal sealed class UnknownMethodIsInternal : Misbehaviour
{
    public override string Name => "unknown-method-is-internal";

    public override string Description => "answers an unknown method with INTERNAL";

    public override string Breaks => "wire/unimplemented";

    internal override void SpoilHttp(IApplicationBuilder server) => server.Use(next => context =>
    {
        context.Response.OnStarting(() =>
        {
            if (context.Response.Headers.GrpcStatus is ["12"])
                context.Response.Headers.GrpcStatus = "13";
            return Task.CompletedTask;
        });
        return next(context);
    });
}
