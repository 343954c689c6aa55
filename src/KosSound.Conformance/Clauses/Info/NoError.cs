namespace KosSound.Conformance.Clauses.Info;

internal sealed class NoError : Clause
{
    public override string Id => "info/no-error";

    public override string Text => "GetAudioInfo carries no error when it succeeds";

    public override string Proof => "GetAudioInfo is asked and its error field looked at";

    public override ClausePhase Phase => ClausePhase.Capabilities;

    public override async Task<ClauseResult> ProveAsync(ClauseContext context, CancellationToken cancellationToken)
    {
        var answer = await context.Device.GetAudioInfoAsync(cancellationToken);
        return answer.Error is { } error
            ? Fail($"GetAudioInfo answered with status OK and error {error.Code} \"{error.Message}\"")
            : Pass($"error is not set");
    }
}
