using Grpc.Core;
using KosSound.Device.Wire;

namespace KosSound.Conformance.Clauses.Wire;

internal sealed class Unimplemented : Clause
{
    private static readonly TimeSpan Allowed = TimeSpan.FromSeconds(5);

    public override string Id => "wire/unimplemented";

    public override string Text => "an unknown method of the service is UNIMPLEMENTED";

    public override string Proof => "a method that does not exist is called by raw HTTP/2";

    public override async Task<ClauseResult> ProveAsync(ClauseContext context, CancellationToken cancellationToken)
    {
        using var raw = new RawConnection(context.Device);
        var answer = await raw.AskAsync("PlayTheDuke", GrpcFrames.Frame([]), Allowed, cancellationToken: cancellationToken);
        return answer.EffectiveStatus == StatusCode.Unimplemented && !answer.Silent
            ? Pass($"{answer}")
            : Fail($"an unknown method is answered with {answer}, not with UNIMPLEMENTED");
    }
}
