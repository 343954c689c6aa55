using Microsoft.AspNetCore.Builder;

namespace KosSound.Simulator.Misbehaviours.Wire;

/// <summary>Answers an unknown method with OK.</summary>
internal sealed class UnknownMethodIsFine : Misbehaviour
{
    public override string Name => "unknown-method-is-fine";

    public override string Description => "answers an unknown method with OK";

    public override string Breaks => "wire/unimplemented";

    internal override void SpoilHttp(IApplicationBuilder server) => server.Use(next => context =>
    {
        context.Response.OnStarting(() =>
        {
            if (context.Response.Headers.GrpcStatus is ["12"])
                context.Response.Headers.GrpcStatus = "0";
            return Task.CompletedTask;
        });
        return next(context);
    });
}
