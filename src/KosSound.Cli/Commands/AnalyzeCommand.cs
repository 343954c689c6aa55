using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using KosSound.Analysis;
using KosSound.Analysis.Metrics;
using KosSound.Conformance.Configuration;
using KosSound.Conformance.Records;
using KosSound.Conformance.Verdicts;
using KosSound.Signals.Stimuli;
using KosSound.Signals.Waves;

namespace KosSound.Cli.Commands;

/// <summary><c>analyze</c>: a WAV file to metrics and curves; the instrument without a robot.</summary>
internal static class AnalyzeCommand
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
        WriteIndented = true,
    };

    public static Command Create()
    {
        var stimulus = new Option<string>("--stimulus") { Description = "stimulus.json as written by 'stimulus', or found beside the captures of a report", Required = true, HelpName = "FILE" };
        var json = new Option<bool>("--json") { Description = "print JSON instead of a table" };
        var csv = new Option<string?>("--csv") { Description = "folder for one CSV file per curve", HelpName = "DIR" };
        var capture = new Argument<string>("capture.wav") { Description = "the recording: 8, 16, 24, 32 bit or float WAV" };
        var command = new Command("analyze", "Measure a recording of the test signal: metrics, magnitude response, impulse response.") { stimulus, json, csv, capture };
        command.SetAction(parsed => Analyze(parsed.GetValue(stimulus)!, parsed.GetValue(capture)!, parsed.GetValue(json), parsed.GetValue(csv)));
        return command;
    }

    private static int Analyze(string stimulusFile, string captureFile, bool asJson, string? csvFolder)
    {
        var measurement = Measure(stimulusFile, captureFile);
        if (csvFolder is not null)
            CurveFiles.Write(csvFolder, measurement.Curves);
        if (asJson)
            Console.WriteLine(JsonSerializer.Serialize(new { measurement.Heard, measurement.Diagnosis, measurement.Metrics, measurement.Events }, Json));
        else
            Print(measurement);
        return (int)(measurement.Heard ? ExitCode.Pass : ExitCode.Inconclusive);
    }

    private static Measurement Measure(string stimulusFile, string captureFile)
    {
        try
        {
            var stimulus = StimulusRenderer.Render(StimulusFile.Read(stimulusFile));
            var wave = WaveFile.Read(captureFile);
            if (StimulusCapabilities.WhyNoStimulus(wave.Format) is { } reason)
                throw new ConfigurationException($"{captureFile}: a recording of {wave.Format} cannot be analysed {reason}");
            return Analyzer.Measure(new AnalysisRequest
            {
                Stimulus = stimulus,
                Capture = new Capture { Format = wave.Format, Pcm = wave.ToPcm() },
                Loopback = stimulus.Plan.Loopback,
            });
        }
        catch (Exception e) when (e is StimulusFileException or WaveFormatException or IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException(e.Message, e);
        }
    }

    private static void Print(Measurement measurement)
    {
        if (measurement.Diagnosis is { } diagnosis)
            Console.WriteLine(diagnosis);
        foreach (var metric in measurement.Metrics)
        {
            var subject = metric.Channel is { } channel ? string.Create(CultureInfo.InvariantCulture, $"{metric.Id} ch {channel}") : metric.Id;
            Console.WriteLine($"{subject,-32} {Value(metric)}");
        }

        foreach (var e in measurement.Events)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{e.Kind} of {e.Frames} frames at {DropoutText.Place(e.AtSeconds, e.PlusMinusSeconds)}{(e.Channel is { } c ? $" in channel {c}" : "")}"));
    }

    private static string Value(Metric metric)
    {
        if (metric.Value is not { } value)
            return $"not measurable {metric.NotMeasurable}";
        var uncertainty = metric.Uncertainty is { } u ? string.Create(CultureInfo.InvariantCulture, $" ± {u:G2}") : "";
        return $"{Number(value, metric.Uncertainty)}{uncertainty} {metric.Unit}".TrimEnd() + (metric.Note is { } note ? $"  ({note})" : "");
    }

    /// <summary>Down to the second digit of the uncertainty; without one, six digits.</summary>
    private static string Number(double value, double? uncertainty)
    {
        var (digit, most) = uncertainty > 0 ? (1 - Math.Floor(Math.Log10(uncertainty.Value)), 9) : (5 - Math.Floor(Math.Log10(Math.Max(Math.Abs(value), 1e-6))), 6);
        // A negative zero would be written with its sign.
        return (Math.Round(value, (int)Math.Clamp(digit, 0, most)) + 0.0).ToString("0.#########", CultureInfo.InvariantCulture);
    }
}
