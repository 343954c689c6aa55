using KosSound.Analysis.Metrics;
using KosSound.Signals;
using KosSound.Signals.Stimuli;

namespace KosSound.Analysis;

/// <summary>What is to be measured.</summary>
public sealed record AnalysisRequest
{
    public required Stimulus Stimulus { get; init; }
    public Stimulus? Restart { get; init; }
    public required Capture Capture { get; init; }
    public LoopbackKind Loopback { get; init; }
    public double BandLowHz { get; init; }
    public double BandHighHz { get; init; }
}

/// <summary>Placeholder until the measuring code lands: measures nothing and says so.</summary>
public static class Analyzer
{
    public static Measurement Measure(AnalysisRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new Measurement { Metrics = [.. MetricCatalog.All.Select(m => new Metric { Id = m.Id, Unit = m.Unit, NotMeasurable = "because the measuring code has not landed" })] };
    }
}
