using System.Globalization;
using KosSound.Conformance.Cases;
using KosSound.Conformance.Records;
using KosSound.Conformance.Trials;
using KosSound.Device;
using KosSound.Device.Playback;
using KosSound.Suites.Session;
using KosSound.Suites.Targets;

namespace KosSound.Suites.Audio;

/// <summary>Runs the trial of a format so that every check gets its record whatever happens.</summary>
public sealed class FormatTrials(SuiteSession session, Target target, DeviceWatch watch) : IDisposable
{
    private const int Attempts = 3;
    private readonly SemaphoreSlim _hold = new(1, 1);

    /// <summary>Tries a format; a try spoilt by this machine is repeated, twice at most.</summary>
    /// <param name="keep">Takes a trial this machine has not spoilt, and gives back its records.</param>
    /// <returns>One record per <see cref="AudioCheck.All"/>.</returns>
    public async Task<IReadOnlyList<TestRecord>> RunAsync(FormatRecord format, Func<TrialResult, IReadOnlyList<TestRecord>> keep, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(keep);
        var attempts = new List<AttemptRecord>();
        for (var attempt = 1; ; attempt++)
        {
            var started = TimeProvider.System.GetTimestamp();
            var records = await TryOnceAsync(format, keep, cancellation);
            var elapsedMs = TimeProvider.System.GetElapsedTime(started).TotalMilliseconds;
            if (attempt == Attempts || records[0].Reason != MachineTooSlow)
                return [.. records.Select(r => r with { DurationMs = elapsedMs / records.Count, Attempts = attempts })];
            attempts.Add(new AttemptRecord(records[0].Outcome, records[0].Message, elapsedMs));
        }
    }

    public void Dispose() => _hold.Dispose();

    /// <summary>Reason of records spoilt by the machine the suite runs on.</summary>
    private const string MachineTooSlow = "machine too slow";

    private async Task<IReadOnlyList<TestRecord>> TryOnceAsync(FormatRecord format, Func<TrialResult, IReadOnlyList<TestRecord>> keep, CancellationToken cancellation)
    {
        if (watch.Lost is { } lost)
            return All(format, Outcome.NotRun, "device lost", lost);
        if (session.Discovery.Device is not { } device)
            return All(format, Outcome.NotRun, "no target", session.Discovery.Record.Message);
        try
        {
            var plan = TrialPlan.For(format, session.Profile, session.Loopback, session.Seed);
            target.TakeTrouble();
            using var watch = new StarvationWatch(TimeProvider.System);
            var result = await new Trial(device, _hold).RunAsync(plan, cancellation);
            return Trouble(result, watch.Worst) is { } trouble
                ? All(format, Outcome.Error, MachineTooSlow, trouble, infrastructure: true)
                : keep(result);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return All(format, Outcome.NotRun, "interrupted", null);
        }
        catch (SoundDeviceException e)
        {
            return await FailedAsync(format, e, cancellation);
        }
    }

    // A simulator that was starved, or a client that was late, can make a good device look bad, never a bad one look good: a pass stands.
    private string? Trouble(TrialResult result, TimeSpan starved)
    {
        if (result.Records.All(r => r.Outcome is Outcome.Pass or Outcome.Skip))
            return null;
        if (target.TakeTrouble() is { } trouble)
            return trouble;
        // Simulated time stands still for a client that is late.
        if (target.ClientOptions.Time == TimeProvider.System && OwnLateness.Explains(result.Records, starved) is { } own)
            return own;
        var lead = new PlayRequest { Format = result.Plan.Format.Playback, Pcm = default }.Lead;
        return result.SendLateness > lead && result.Measurement.Events.Count > 0
            ? string.Create(CultureInfo.InvariantCulture, $"this machine sent audio {result.SendLateness.TotalMilliseconds:F0} ms late, more than its lead of {lead.TotalMilliseconds:F0} ms: what was lost may be its own doing")
            : null;
    }

    private async Task<IReadOnlyList<TestRecord>> FailedAsync(FormatRecord format, SoundDeviceException e, CancellationToken cancellation)
    {
        if (e.Kind is FailureKind.Lost or FailureKind.Unreachable or FailureKind.DeadlineExceeded)
            await watch.LookAsync(e, cancellation);
        var heard = AudioCheck.All[0];
        return
        [
            New(heard, format, Outcome.Fail, "call failed", e.Message),
            .. AudioCheck.All.Skip(1).Select(c => New(c, format, Outcome.Inconclusive, "no capture", "could not be measured because there is no capture") with { ExplainedBy = heard.IdFor(format) }),
        ];
    }

    private static IReadOnlyList<TestRecord> All(FormatRecord format, Outcome outcome, string reason, string? message, bool infrastructure = false) =>
        [.. AudioCheck.All.Select(c => New(c, format, outcome, reason, message) with { Infrastructure = infrastructure })];

    private static TestRecord New(AudioCheck check, FormatRecord format, Outcome outcome, string reason, string? message) => new()
    {
        Id = check.IdFor(format),
        Clause = check.Clause,
        Level = ClauseLevel.Must,
        Format = format.Id,
        Outcome = outcome,
        Reason = reason,
        Message = message,
        DurationMs = 0,
    };
}
