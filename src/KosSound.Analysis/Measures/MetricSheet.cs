using KosSound.Analysis.Metrics;

namespace KosSound.Analysis.Measures;

/// <summary>Collects metrics, events and curves of one capture; what nobody fills in gets a reason.</summary>
internal sealed class MetricSheet
{
    private readonly List<Metric> _metrics = [];

    public List<Curve> Curves { get; } = [];

    public List<DropoutEvent> Events { get; } = [];

    public List<double> PlayLatenciesMs { get; } = [];

    /// <summary>Enters a value; one that is not finite becomes a reason, so that no NaN ever leaves the analysis.</summary>
    public void Add(string id, int? channel, double value, double? uncertainty = null, string? note = null)
    {
        if (!double.IsFinite(value))
        {
            Missing(id, channel, "because its computation has no finite result for this capture");
            return;
        }
        _metrics.Add(new Metric
        {
            Id = id,
            Channel = channel,
            Value = value,
            Unit = MetricCatalog.Find(id).Unit,
            Uncertainty = uncertainty is { } u && double.IsFinite(u) ? u : null,
            Note = note,
        });
    }

    /// <summary>Enters the reason why there is no value, beginning with "because".</summary>
    public void Missing(string id, int? channel, string because) =>
        _metrics.Add(new Metric { Id = id, Channel = channel, Unit = MetricCatalog.Find(id).Unit, NotMeasurable = because });

    /// <summary>Enters the reason why this loop cannot show the metric by its nature, beginning with "because".</summary>
    public void NotApplicable(string id, int? channel, string because) =>
        _metrics.Add(new Metric { Id = id, Channel = channel, Unit = MetricCatalog.Find(id).Unit, NotMeasurable = because, NotApplicable = true });

    /// <summary>Enters the same reason for several metrics.</summary>
    public void Missing(IEnumerable<string> ids, int? channel, string because)
    {
        foreach (var id in ids)
            Missing(id, channel, because);
    }

    /// <summary>Metrics in the order of the catalogue, then of channels.</summary>
    /// <param name="otherwise">Reason for ids that nobody filled in.</param>
    /// <param name="whyNotApplicable">Why the formats or the loop cannot show a metric by their nature; null where they can.</param>
    public IReadOnlyList<Metric> Complete(string otherwise, Func<string, string?> whyNotApplicable)
    {
        var byId = _metrics.ToLookup(m => m.Id);
        return [.. MetricCatalog.All.SelectMany(info => Complete(info, byId[info.Id], otherwise, whyNotApplicable(info.Id)))];
    }

    private static IEnumerable<Metric> Complete(MetricInfo info, IEnumerable<Metric> taken, string otherwise, string? whyNotApplicable)
    {
        var none = new Metric { Id = info.Id, Unit = info.Unit, NotMeasurable = whyNotApplicable ?? otherwise, NotApplicable = whyNotApplicable is not null };
        if (whyNotApplicable is not null && taken.All(m => m.Value is null))
            return [none];
        return taken.Any() ? taken.OrderBy(m => m.Channel ?? -1) : [none];
    }
}
