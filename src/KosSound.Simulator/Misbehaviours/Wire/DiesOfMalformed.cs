using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.DependencyInjection;

namespace KosSound.Simulator.Misbehaviours.Wire;

/// <summary>Cuts all connections and closes its port after a torn frame, as a process does that dies.</summary>
internal sealed class DiesOfMalformed : Misbehaviour
{
    public override string Name => "dies-of-malformed";

    public override string Description => "cuts all connections and closes its port after a torn frame";

    public override string Breaks => "wire/malformed";

    internal override void SpoilHttp(IApplicationBuilder server)
    {
        var listener = server.ApplicationServices.GetRequiredService<IServer>();
        server.Use(next => context =>
        {
            context.Response.OnCompleted(() =>
            {
                if (context.Response.Headers.GrpcStatus is ["13"])
                    _ = Task.Run(() => listener.StopAsync(new CancellationToken(canceled: true)), CancellationToken.None);
                return Task.CompletedTask;
            });
            return next(context);
        });
    }
}
