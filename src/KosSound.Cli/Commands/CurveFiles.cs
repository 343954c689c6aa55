using System.Globalization;
using KosSound.Analysis.Metrics;
using KosSound.Conformance.Configuration;

namespace KosSound.Cli.Commands;

/// <summary>Writes curves as CSV, one file each, for spreadsheets and scripts.</summary>
internal static class CurveFiles
{
    /// <summary>Writes <c>KIND-chN.csv</c> with a header that names both units.</summary>
    /// <exception cref="ConfigurationException">The folder cannot be written.</exception>
    public static void Write(string folder, IReadOnlyList<Curve> curves)
    {
        try
        {
            Directory.CreateDirectory(folder);
            foreach (var curve in curves)
            {
                var path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{curve.Kind}-ch{curve.Channel}.csv"));
                File.WriteAllLines(path, [Header(curve.Kind), .. curve.X.Zip(curve.Y, Line)]);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"--csv {folder}: cannot be written: {e.Message}", e);
        }
    }

    private static string Line(double x, double y) => string.Create(CultureInfo.InvariantCulture, $"{x:R},{y:R}");

    private static string Header(string kind) => kind switch
    {
        CurveKind.Response => "frequency_hz,magnitude_db",
        CurveKind.GroupDelay => "frequency_hz,delay_ms",
        CurveKind.Impulse => "time_ms,amplitude_fs",
        CurveKind.ToneSpectrum => "frequency_hz,level_dbfs",
        CurveKind.Waveform => "time_s,peak_fs",
        _ => "frequency_hz,level_db",
    };
}
