namespace KosSound.Conformance.Records;

/// <summary>What the command answers; the verdict is derived from it.</summary>
public enum ExitCode
{
    Pass = 0,
    DeviceFailed = 1,
    Usage = 2,
    Infrastructure = 3,
    Inconclusive = 4,
    Waiver = 5,
    SuiteDefect = 6,
    Interrupted = 130,
}

/// <summary>Names of the exit codes.</summary>
public static class ExitCodes
{
    /// <summary>The word results.json calls the verdict.</summary>
    public static string Verdict(this ExitCode code) => code switch
    {
        ExitCode.Pass => "pass",
        ExitCode.DeviceFailed => "fail",
        ExitCode.Infrastructure => "infrastructure",
        ExitCode.Inconclusive => "inconclusive",
        ExitCode.Waiver => "waiver",
        ExitCode.Interrupted => "interrupted",
        _ => "error",
    };
}
