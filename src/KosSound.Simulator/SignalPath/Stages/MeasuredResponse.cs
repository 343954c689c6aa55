using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using KosSound.Simulator.Parameters;
using KosSound.Simulator.SignalPath.Convolution;

namespace KosSound.Simulator.SignalPath.Stages;

/// <summary>Gives the sound a measured frequency response: a speaker, a microphone, a case.</summary>
/// <remarks>
/// Between its points the response is straight in dB over the logarithm of frequency, beyond them constant. It is carried
/// out by a minimum-phase filter of about 85 ms, so details finer than 12 Hz are smoothed, and it has no latency.
/// </remarks>
public sealed record MeasuredResponseSettings : InPlaceSettings
{
    private const double FilterSeconds = 0.085;

    /// <summary>Filters already designed, by rate: a stream begins with the same one every time.</summary>
    private static readonly ConditionalWeakTable<MeasuredResponseSettings, ConcurrentDictionary<int, double[]>> Designs = [];

    public static StageKind Kind { get; } = new(
        "response",
        "gives the sound a measured frequency response",
        [
            Parameter.File("file", "CSV file of two columns, frequency in Hz and gain in dB; lines that begin with # or a letter are skipped"),
            Parameter.Numbers("frequencies_hz", "Hz", (1, 384_000), "frequencies, rising, as another way to say it"),
            Parameter.Numbers("gains_db", "dB", (-140, 60), "the gain at each"),
        ],
        From);

    /// <summary>Frequencies in Hz, rising, at least one.</summary>
    public required IReadOnlyList<double> FrequenciesHz { get; init; }

    /// <summary>The gain at each in dB.</summary>
    public required IReadOnlyList<double> GainsDb { get; init; }

    /// <inheritdoc/>
    public override IStage Create(StageContext context)
    {
        var response = Designs.GetOrCreateValue(this).GetOrAdd(context.RateHz, Design);
        return new ConvolutionStage([.. Enumerable.Repeat(response, context.Channels)]);
    }

    private double[] Design(int rateHz) =>
        MinimumPhase.Design(relative => GainAt(relative * rateHz), (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)(FilterSeconds * rateHz)));

    /// <summary>The gain in dB at a frequency in Hz.</summary>
    public double GainAt(double hz)
    {
        if (hz <= FrequenciesHz[0])
            return GainsDb[0];
        for (var i = 1; i < FrequenciesHz.Count; i++)
            if (hz <= FrequenciesHz[i])
                return GainsDb[i - 1] + ((GainsDb[i] - GainsDb[i - 1]) * Math.Log(hz / FrequenciesHz[i - 1]) / Math.Log(FrequenciesHz[i] / FrequenciesHz[i - 1]));
        return GainsDb[^1];
    }

    /// <summary>Reads points from the text of a CSV file.</summary>
    /// <exception cref="ArgumentException">A line is not two numbers, or the frequencies do not rise.</exception>
    public static MeasuredResponseSettings FromCsv(string text, string file)
    {
        var (frequencies, gains) = (new List<double>(), new List<double>());
        foreach (var (line, number) in text.Split('\n').Select((line, i) => (line.Trim(), i + 1)))
        {
            if (line.Length == 0 || line[0] == '#' || char.IsAsciiLetter(line[0]))
                continue;
            var cells = line.Split([',', ';', '\t'], StringSplitOptions.TrimEntries);
            if (cells.Length < 2 || !IsNumber(cells[0], out var hz) || !IsNumber(cells[1], out var db) || hz <= 0 || Math.Abs(db) > 200)
                throw new ArgumentException($"{file}:{number}: '{line}' is not a frequency in Hz and a gain in dB, separated by a comma");
            frequencies.Add(hz);
            gains.Add(db);
        }
        return Checked(frequencies, gains, file);
    }

    private static bool IsNumber(string text, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);

    private static MeasuredResponseSettings From(ParameterValues values)
    {
        var hasPoints = values.Has("frequencies_hz") || values.Has("gains_db");
        if (values.File("file") is not { } file)
            return Checked(values.Numbers("frequencies_hz", []), values.Numbers("gains_db", []), "frequencies_hz");
        if (hasPoints)
            throw new ArgumentException("a file, or frequencies_hz and gains_db, not both");
        try
        {
            return FromCsv(File.ReadAllText(file), file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ArgumentException($"{file} cannot be read: {e.Message}", e);
        }
    }

    private static MeasuredResponseSettings Checked(IReadOnlyList<double> frequencies, IReadOnlyList<double> gains, string where)
    {
        if (frequencies.Count == 0 || frequencies.Count != gains.Count)
            throw new ArgumentException($"{where}: {frequencies.Count} frequencies and {gains.Count} gains; as many of one as of the other, and at least one, are needed");
        if (frequencies.Zip(frequencies.Skip(1)).FirstOrDefault(pair => pair.First >= pair.Second) is { First: > 0 } wrong)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{where}: the frequencies must rise; {wrong.Second} Hz follows {wrong.First} Hz"));
        return new MeasuredResponseSettings { FrequenciesHz = frequencies, GainsDb = gains };
    }
}
