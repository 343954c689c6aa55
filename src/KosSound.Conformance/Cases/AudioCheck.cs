using KosSound.Analysis.Metrics;
using KosSound.Conformance.Records;

namespace KosSound.Conformance.Cases;

/// <summary>One audio test per format: a name, the sentence it proves, and the failures that explain its own.</summary>
/// <param name="Name">Last part of the test id <c>audio/FORMAT/NAME</c>.</param>
/// <param name="Clause">What holds when it passes.</param>
/// <param name="Causes">Checks whose failure explains a failure of this one, most specific first.</param>
public sealed record AudioCheck(string Name, string Clause, IReadOnlyList<string> Causes)
{
    /// <summary>Metrics it judges, in the order of the catalogue.</summary>
    public IReadOnlyList<MetricInfo> Metrics { get; } = [.. MetricCatalog.All.Where(m => m.Check == Name)];

    /// <summary>The test id for a format.</summary>
    public string IdFor(FormatRecord format)
    {
        ArgumentNullException.ThrowIfNull(format);
        return $"audio/{format.Id}/{Name}";
    }

    /// <summary>Checks that name a processing of sound as a whole, most specific first: its traces are altered sound here and there.</summary>
    public static IReadOnlyList<string> Processing { get; } = ["bandwidth", "level", "response", "noise", "distortion"];

    /// <summary>All checks; a check stands after the checks that may explain it.</summary>
    public static IReadOnlyList<AudioCheck> All { get; } =
    [
        new("heard", "what is played is heard, in the encoding the contract assumes", []),
        new("clock", "the recording clock keeps the advertised rate", ["heard"]),
        new("dropouts", "no sound is lost, repeated, inserted or altered", ["heard", "clock"]),
        new("channels", "each channel arrives in its place, upright and in step", ["heard"]),
        new("latency", "sound appears soon, and after the same time on every start", ["heard"]),
        new("bandwidth", "the advertised rate is real: sound reaches as high as it allows", ["heard", "clock"]),
        new("level", "gain, balance, linearity and offset are as they should be", ["heard", "clock", "dropouts", "channels", "bandwidth"]),
        new("response", "the magnitude response stays within its mask", ["heard", "channels", "dropouts", "clock", "bandwidth", "level"]),
        new("noise", "silence is silent", ["heard", "dropouts"]),
        new("distortion", "a tone stays a tone", ["heard", "dropouts", "clock", "bandwidth", "level", "response", "noise"]),
        new("crosstalk", "a silent channel stays silent while another sounds", ["heard", "channels", "dropouts", "noise", "distortion"]),
        new("bits", "every bit of the advertised depth arrives", ["heard", "clock", "dropouts", "channels", "bandwidth", "level", "response", "noise", "distortion", "crosstalk"]),
    ];
}
