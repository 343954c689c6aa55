namespace KosSound.Suites.Proofs.Contract.Expectations;

/// <summary>Clauses that play, listen and compare; those about the wall clock come with <c>--full</c> only.</summary>
internal static class ComparedClauses
{
    public static readonly string[] All =
    [
        "play/first-message-audio", "play/any-chunking", "play/last-frame-heard", "play/repeated-config", "play/partial-frame",
        "play/cancel", "play/backpressure", "play/slow-sender", "play/concurrent", "record/slow-reader", "record/concurrent",
        "wire/unknown-fields", "wire/malformed", "wire/disconnect", "life/state-leak", "life/restart-spread", "life/soak",
    ];
}
