using System.Globalization;
using KosSound.Analysis.Metrics;

namespace KosSound.Conformance.Records;

/// <summary>Keeps NaN and infinity out of the evidence without losing the record they came in.</summary>
public static class FiniteValues
{
    /// <summary>Replaces values that are not finite by their absence with a reason.</summary>
    /// <param name="test">The record as made.</param>
    /// <param name="defects">One sentence per value replaced; each is a defect of the suite.</param>
    public static TestRecord Clean(TestRecord test, out IReadOnlyList<string> defects)
    {
        ArgumentNullException.ThrowIfNull(test);
        var found = new List<string>();
        var clean = test with
        {
            DurationMs = Duration(test.DurationMs, $"{test.Id}: duration"),
            Attempts = [.. test.Attempts.Select(a => a with { DurationMs = Duration(a.DurationMs, $"{test.Id}: duration of an attempt") })],
            Measurements = [.. test.Measurements.Select(m => Measured(m, test.Id))],
            Events = [.. test.Events.Where(e => IsFinite(e.AtSeconds, $"{test.Id}: time of {e.Kind}") && IsFinite(e.CaptureSeconds, $"{test.Id}: capture time of {e.Kind}"))
                .Select(e => e with { PlusMinusSeconds = Optional(e.PlusMinusSeconds, $"{test.Id}: place of {e.Kind}") })],
        };
        defects = found;
        return clean;

        double Duration(double value, string what) => IsFinite(value, what) ? Math.Max(0, value) : 0;

        MeasurementRecord Measured(MeasurementRecord m, string id)
        {
            var value = Optional(m.Value, $"{id}: {m.Id}");
            return m with
            {
                Value = value,
                NotMeasurable = m.NotMeasurable ?? (value is null ? "the analysis gave no finite number" : null),
                Low = Optional(m.Low, $"{id}: lower limit of {m.Id}"),
                High = Optional(m.High, $"{id}: upper limit of {m.Id}"),
                Uncertainty = Optional(m.Uncertainty, $"{id}: uncertainty of {m.Id}"),
            };
        }

        double? Optional(double? value, string what) => value is { } number && IsFinite(number, what) ? value : null;

        bool IsFinite(double value, string what)
        {
            if (!double.IsFinite(value))
                found.Add(Sentence(what, value));
            return double.IsFinite(value);
        }
    }

    /// <summary>Leaves out points of curves and latencies that are not finite, and corners of the mask and parts alike.</summary>
    /// <param name="evidence">The evidence as made.</param>
    /// <param name="defects">One sentence per curve or list that lost points; each is a defect of the suite.</param>
    public static FormatEvidence Clean(FormatEvidence evidence, out IReadOnlyList<string> defects)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        var found = new List<string>();
        var clean = evidence with
        {
            Curves = [.. evidence.Curves.Select(Points)],
            Mask = Kept(evidence.Mask, p => double.IsFinite(p.FrequencyHz) && double.IsFinite(p.LowDb ?? 0) && double.IsFinite(p.HighDb ?? 0), "mask"),
            PlayLatenciesMs = Kept(evidence.PlayLatenciesMs, double.IsFinite, "play latencies"),
            Parts = Kept(evidence.Parts, p => double.IsFinite(p.FromSeconds) && double.IsFinite(p.ToSeconds), "parts of the stimulus"),
        };
        defects = found;
        return clean;

        Curve Points(Curve curve)
        {
            // Single precision is what is kept of a curve, so that is what must be finite.
            var kept = Kept([.. curve.X.Zip(curve.Y)], p => float.IsFinite((float)p.First) && float.IsFinite((float)p.Second), $"curve {curve.Kind}");
            return kept.Count == curve.X.Count && kept.Count == curve.Y.Count
                ? curve
                : curve with { X = [.. kept.Select(p => p.First)], Y = [.. kept.Select(p => p.Second)] };
        }

        IReadOnlyList<T> Kept<T>(IReadOnlyList<T> items, Func<T, bool> isFinite, string what)
        {
            var kept = items.Where(isFinite).ToList();
            if (kept.Count < items.Count)
                found.Add($"{evidence.Format}: {what} lost {items.Count - kept.Count} of {items.Count} points that were not finite");
            return kept.Count < items.Count ? kept : items;
        }
    }

    private static string Sentence(string what, double value) =>
        string.Create(CultureInfo.InvariantCulture, $"{what} is {value}, not a finite number");
}
