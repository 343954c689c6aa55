namespace KosSound.Suites.Containers;

/// <summary>Containers of runs that were killed before they could clean up.</summary>
public static class Leftovers
{
    /// <summary>Removes every container whose owning process is known to have ended; all others are left alone.</summary>
    /// <returns>Ids of the removed containers.</returns>
    public static async Task<IReadOnlyList<string>> SweepAsync(ContainerEngine engine, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(engine);
        var orphans = (await engine.ListAsync(ContainerLabels.Owner, cancellation))
            .Where(c => OwningProcess.Parse(c.Labels[ContainerLabels.Owner])?.IsGone() == true)
            .Select(c => c.ID)
            .ToList();
        foreach (var id in orphans)
            await engine.RemoveAsync(id, cancellation);
        return orphans;
    }
}
