using System.Globalization;
using KosSound.Analysis.Alignment;

namespace KosSound.Analysis.Measures;

/// <summary>Recording clock against playback clock, within the capture.</summary>
internal static class ClockMeasure
{
    public static void Measure(MeasurementContext context, MetricSheet sheet)
    {
        var clock = context.Capture.Clock;
        if (clock.NotMeasurable is { } reason)
            sheet.Missing("clock.drift_ppm", null, reason);
        else
            sheet.Add("clock.drift_ppm", null, clock.DriftPpm, clock.UncertaintyPpm, Math.Abs(clock.StepFrames) < 0.5 ? null : string.Create(
                CultureInfo.InvariantCulture, $"besides, {Math.Abs(clock.StepFrames):F1} frames were {(clock.StepFrames > 0 ? "inserted" : "lost")} between the markers"));
    }

    /// <summary>The recording's rate by the client's clock; needs time stamps only.</summary>
    public static void Rate(CaptureClock? clock, MetricSheet sheet)
    {
        if (clock is null)
            sheet.Missing("rate.measured_hz", null, "because the capture carries no time stamps of at least three messages");
        else
            sheet.Add("rate.measured_hz", null, clock.Rate.Hz, clock.Rate.UncertaintyHz);
    }
}
