using System.Globalization;
using KosSound.Conformance.Clauses;
using KosSound.Conformance.Records;
using KosSound.Suites.Targets;

namespace KosSound.Suites.Contract;

/// <summary>
/// Proves clauses without blaming a device for what this machine did: a failure that this machine's own lateness could explain is tried
/// again, and where it stays so the result says nothing of the device. It never becomes a pass.
/// </summary>
/// <param name="bench">Proves.</param>
/// <param name="target">The device the bench is connected to.</param>
/// <param name="breath">Pause after the first try that was spoilt, twice as long after the second, and so on; null for <see cref="Breath"/>.</param>
internal sealed class FairProof(ClauseBench bench, Target target, TimeSpan? breath = null)
{
    /// <summary>Tries of a clause that this machine spoils.</summary>
    public const int MostAttempts = 4;

    /// <summary>Usual pause after the first try that was spoilt.</summary>
    public static readonly TimeSpan Breath = TimeSpan.FromSeconds(1);

    /// <summary>Proves a clause, several times where this machine spoils it.</summary>
    /// <param name="clause">What to prove.</param>
    /// <param name="cancellationToken">Ends everything.</param>
    /// <param name="isBelieved">Results that hold however late this machine was; null for all but failures.</param>
    public Task<ClauseResult> ProveAsync(Clause clause, CancellationToken cancellationToken, Func<ClauseResult, bool>? isBelieved = null) =>
        RepeatAsync(() => TryAsync(clause, cancellationToken, isBelieved), cancellationToken, breath);

    /// <summary>Tries a clause until this machine does not spoil it, or the last attempt is used up.</summary>
    /// <param name="tryAsync">Tries once, as <see cref="TryAsync"/> does: on the same device, or on a fresh one.</param>
    /// <param name="cancellationToken">Ends everything.</param>
    /// <param name="breath">Pause after the first try that was spoilt, twice as long after the second, and so on; null for <see cref="Breath"/>.</param>
    public static async Task<ClauseResult> RepeatAsync(Func<Task<(ClauseResult Result, bool Stalled)>> tryAsync, CancellationToken cancellationToken, TimeSpan? breath = null)
    {
        ArgumentNullException.ThrowIfNull(tryAsync);
        var attempts = new List<AttemptRecord>();
        while (true)
        {
            var (result, stalled) = await tryAsync();
            attempts.Add(new AttemptRecord(result.Outcome, result.Message, result.Duration.TotalMilliseconds));
            // What stands still twice in simulated time is not this machine's doing.
            if (result.Reason != ClauseResult.MachineTooSlow && !(stalled && attempts.Count == 1) || attempts.Count == MostAttempts)
                return attempts.Count == 1 ? result : result with { Attempts = attempts };
            await Task.Delay(attempts.Count * (breath ?? Breath), cancellationToken);
        }
    }

    /// <summary>Proves a clause once.</summary>
    /// <returns>The result, <see cref="Outcome.Error"/> with <see cref="ClauseResult.MachineTooSlow"/> where it was spoilt; and whether simulated time stood still meanwhile.</returns>
    public async Task<(ClauseResult Result, bool Stalled)> TryAsync(Clause clause, CancellationToken cancellationToken, Func<ClauseResult, bool>? isBelieved = null)
    {
        ArgumentNullException.ThrowIfNull(clause);
        target.TakeTrouble();
        var result = await bench.ProveAsync(clause, cancellationToken);
        var trouble = target.TakeTrouble();
        // A device that is gone cannot be asked again.
        if (result.DeviceLost || (isBelieved?.Invoke(result) ?? result.Outcome != Outcome.Fail))
            return (result, false);
        if (target.ClientOptions.Time != TimeProvider.System)
            return (result, trouble is not null);
        if (clause.SpoiltBy is not { } spoilt || (trouble ?? Late(result, spoilt)) is not { } cause)
            return (result, false);
        return (result with { Outcome = Outcome.Error, Reason = ClauseResult.MachineTooSlow, Message = $"{cause}; {result.Message}" }, false);
    }

    private static string? Late(ClauseResult result, TimeSpan spoilt) => result.OwnLateness > spoilt
        ? string.Create(CultureInfo.InvariantCulture, $"this machine was up to {result.OwnLateness.TotalMilliseconds:0} ms late itself")
        : null;
}
