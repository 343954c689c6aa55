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

    /// <summary>Enters the same reason for several metrics.</summary>
    public void Missing(IEnumerable<string> ids, int? channel, string because)
    {
        foreach (var id in ids)
            Missing(id, channel, because);
    }

    /// <summary>Enters why the formats or the loop cannot show some metrics by their nature, beginning with "because".</summary>
    public void NotApplicable(IEnumerable<string> ids, string because) =>
        _metrics.AddRange(ids.Select(id => new Metric { Id = id, Unit = MetricCatalog.Find(id).Unit, NotMeasurable = because, NotApplicable = true }));

    /// <summary>Metrics in the order of the catalogue, then of channels.</summary>
    /// <param name="otherwise">Reason of ids that were left out.</param>
    /// <param name="byDesign">Why an id cannot be had in these formats and this loop at all; null when it can.</param>
    public IReadOnlyList<Metric> Complete(string otherwise, Func<string, string?> byDesign) =>
        [.. InOrder(otherwise).Select(m => m.Value is null && byDesign(m.Id) is { } reason ? m with { NotMeasurable = reason, NotApplicable = true } : m)];

    private IEnumerable<Metric> InOrder(string otherwise)
    {
        var byId = _metrics.ToLookup(m => m.Id);
        return MetricCatalog.All.SelectMany<MetricInfo, Metric>(info => byId.Contains(info.Id)
            ? byId[info.Id].OrderBy(m => m.Channel ?? -1)
            : [new Metric { Id = info.Id, Unit = info.Unit, NotMeasurable = otherwise }]);
    }
}
