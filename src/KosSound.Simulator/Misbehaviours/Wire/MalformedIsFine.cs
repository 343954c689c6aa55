using Microsoft.AspNetCore.Builder;

namespace KosSound.Simulator.Misbehaviours.Wire;

/// <summary>Answers torn frames with OK.</summary>
internal sealed class MalformedIsFine : Misbehaviour
{
    public override string Name => "malformed-is-fine";

    public override string Description => "answers torn frames with OK";

    public override string Breaks => "wire/malformed";

    internal override void SpoilHttp(IApplicationBuilder server) => server.Use(next => context =>
    {
        context.Response.OnStarting(() =>
        {
            if (context.Response.Headers.GrpcStatus is ["13"])
                context.Response.Headers.GrpcStatus = "0";
            return Task.CompletedTask;
        });
        return next(context);
    });
}
