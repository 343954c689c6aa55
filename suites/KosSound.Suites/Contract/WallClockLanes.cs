using KosSound.Conformance.Clauses;

namespace KosSound.Suites.Contract;

/// <summary>Deals clauses about the wall clock to lanes that go on side by side, so that all end at about the same time.</summary>
public static class WallClockLanes
{
    /// <summary>Seconds each takes of a device that keeps it, measured at the reference device: they are spent waiting, not computing.</summary>
    private static readonly Dictionary<string, double> Seconds = new()
    {
        ["play/backpressure"] = 5.6,
        ["play/concurrent"] = 4.2,
        ["record/slow-reader"] = 3.5,
        ["play/slow-sender"] = 2.4,
        ["play/cancel"] = 2.1,
        ["record/real-time"] = 2.1,
        ["wire/deadline"] = 1.3,
        ["wire/malformed"] = 1.2,
        ["record/concurrent"] = 1.1,
        ["wire/disconnect"] = 0.8,
        ["wire/unknown-fields"] = 0.6,
        ["record/cancel"] = 0.1,
    };

    /// <summary>Seconds a clause takes; 1 where nobody has measured it.</summary>
    public static double SecondsOf(Clause clause)
    {
        ArgumentNullException.ThrowIfNull(clause);
        return Seconds.GetValueOrDefault(clause.Id, 1);
    }

    /// <summary>The clauses of every lane, in the order they were given.</summary>
    /// <remarks>The longest goes first to the lane that has least: at most 4/3 of the best there is (Graham, SIAM J. Appl. Math. 17(2), 1969).</remarks>
    public static IReadOnlyList<IReadOnlyList<Clause>> Deal(IReadOnlyList<Clause> clauses, int lanes)
    {
        ArgumentNullException.ThrowIfNull(clauses);
        ArgumentOutOfRangeException.ThrowIfLessThan(lanes, 1);
        var dealt = Enumerable.Range(0, lanes).Select(_ => new HashSet<Clause>()).ToArray();
        foreach (var clause in clauses.OrderByDescending(SecondsOf))
            dealt.MinBy(lane => lane.Sum(SecondsOf))!.Add(clause);
        return [.. dealt.Select(lane => clauses.Where(lane.Contains).ToArray())];
    }
}
