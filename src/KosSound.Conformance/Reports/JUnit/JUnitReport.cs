using System.Globalization;
using KosSound.Conformance.Records;

namespace KosSound.Conformance.Reports.JUnit;

/// <summary>
/// Writes junit.xml in the dialect that Jenkins, GitLab, the GitHub reporters and Azure DevOps read alike: one suite per group of
/// tests, unique names, at most one of failure, error and skipped, one system-out.
/// </summary>
public static class JUnitReport
{
    /// <summary>Writes UTF-8 without byte order mark.</summary>
    public static void Write(Stream stream, RunRecord run, JUnitOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(run);
        var file = new JUnitFile
        {
            Name = "KosSoundConformance",
            StartedUtc = run.Header.StartedUtc,
            HostName = run.Header.Target.Endpoint,
            Properties = Properties(run.Header),
            Suites = JUnitSuite.Of(run),
        };
        file.Write(stream, options ?? new JUnitOptions());
    }

    private static IReadOnlyList<(string Name, string? Value)> Properties(RunHeader header) =>
    [
        ("runId", header.RunId),
        ("endpoint", header.Target.Endpoint),
        ("serial", header.Target.Serial),
        ("firmware", header.Target.Firmware),
        ("profile", header.Profile),
        ("seed", header.Seed.ToString(CultureInfo.InvariantCulture)),
    ];
}
