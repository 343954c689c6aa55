using System.Diagnostics;
using KosSound.Conformance.Cases;
using KosSound.Conformance.Clauses.Listening;
using KosSound.Conformance.Records;
using KosSound.Device;
using KosSound.Device.Capabilities;
using KosSound.Device.Wire;

namespace KosSound.Conformance.Clauses;

/// <summary>
/// Proves clauses, one at a time, each on a connection and with a wire trace of its own; turns what they throw into results and
/// notices when the device has vanished.
/// </summary>
public sealed class ClauseBench : IAsyncDisposable
{
    /// <summary>Longest time in which a device that died is noticed.</summary>
    private static readonly TimeSpan SignOfLife = TimeSpan.FromSeconds(4);

    /// <summary>While a clause is proven the device is asked so often whether it is still there.</summary>
    private static readonly TimeSpan BetweenQuestions = TimeSpan.FromSeconds(2);

    /// <summary>Silent twice for so long, it counts as lost: 8 s after it died at the latest.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(3);

    private readonly SoundDevice _device;
    private readonly Findings _findings = new();
    private readonly HashSet<string> _tried = [];

    private ClauseBench(ClauseBenchOptions options, SoundDevice device, DeviceCapabilities capabilities, IReadOnlyList<FormatRecord> pairs)
    {
        (Options, _device, Capabilities, Pairs) = (options, device, capabilities, pairs);
    }

    /// <summary>Against what, and how thoroughly.</summary>
    public ClauseBenchOptions Options { get; }

    /// <summary>What the device claims; nothing at all when it answers with an error.</summary>
    public DeviceCapabilities Capabilities { get; }

    /// <summary>The format pairs that are tried; empty unless the device plays and records.</summary>
    public IReadOnlyList<FormatRecord> Pairs { get; }

    /// <summary>True once the device did not answer any more: every further clause is not run.</summary>
    public bool DeviceLost { get; private set; }

    /// <summary>Connects.</summary>
    /// <exception cref="SoundDeviceException">The device cannot be reached or does not offer the service.</exception>
    public static async Task<ClauseBench> OpenAsync(ClauseBenchOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var device = await SoundDevice.ConnectAsync(options.Device, cancellationToken);
        try
        {
            var capabilities = DeviceCapabilities.From(await device.GetAudioInfoAsync(cancellationToken));
            var pairs = options.Pairs ?? FormatPairing.Pair([.. capabilities.Playback.Formats.Take(MostFormats)], [.. capabilities.Recording.Formats.Take(MostFormats)]);
            return new ClauseBench(options, device, capabilities, pairs);
        }
        catch
        {
            await device.DisposeAsync();
            throw;
        }
    }

    /// <summary>A device that claims more is sampled.</summary>
    private const int MostFormats = 1_000;

    /// <summary>Proves one clause. Never throws for anything the device does.</summary>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task<ClauseResult> ProveAsync(Clause clause, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(clause);
        if (DeviceLost)
            return ClauseResult.Of(Outcome.NotRun, "not run: device lost") with { Reason = "device lost" };
        var began = Stopwatch.GetTimestamp();
        var (result, late) = await TryAsync(clause, cancellationToken);
        var attempts = new List<AttemptRecord>();
        if (late && result.Outcome == Outcome.Fail && !DeviceLost)
        {
            // A client that was late itself may have caused what it blames on the device.
            attempts.Add(new AttemptRecord(result.Outcome, result.Message, Stopwatch.GetElapsedTime(began).TotalMilliseconds));
            began = Stopwatch.GetTimestamp();
            (result, late) = await TryAsync(clause, cancellationToken);
            attempts.Add(new AttemptRecord(result.Outcome, result.Message, Stopwatch.GetElapsedTime(began).TotalMilliseconds));
            if (late && result.Outcome == Outcome.Fail)
                result = result with { Outcome = Outcome.Error, Reason = ClauseResult.MachineTooSlow, Message = $"this machine was too late itself to blame the device; {result.Message}" };
        }

        return result with { Attempts = attempts, Duration = Stopwatch.GetElapsedTime(began) };
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _device.DisposeAsync();

    private async Task<(ClauseResult Result, bool Late)> TryAsync(Clause clause, CancellationToken cancellationToken)
    {
        var trace = new WireTrace();
        await using var pulse = new Pulse();
        var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        ClauseContext? context = null;
        var proving = RunAsync(clause, trace, started => context = started, stop.Token);
        ClauseResult result;
        if (await FallsSilentAsync(proving, cancellationToken))
        {
            // Nobody is left to wait for: what the clause still has open ends by itself.
            await stop.CancelAsync();
            (result, DeviceLost) = (ClauseResult.Of(Outcome.Fail, "the device fell silent"), true);
        }
        else
        {
            result = await proving;
            DeviceLost = result.Outcome == Outcome.Fail && !await IsAliveAsync(SignOfLife, cancellationToken);
        }

        _findings.CancelledRecording |= context?.Device.HasCancelledRecording == true;
        _ = proving.ContinueWith(done =>
        {
            _ = done.Exception;
            stop.Dispose();
        }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return (result with
        {
            DeviceLost = DeviceLost,
            Level = DeviceLost ? ClauseLevel.Must : result.Level,
            OwnLateness = pulse.MaxLateness,
            Message = DeviceLost ? $"{result.Message}; the device does not answer any more" : result.Message,
            Trace = trace.Lines,
            Captures = result.Outcome == Outcome.Fail ? context?.Captures ?? [] : [],
            Measurements = [.. result.Measurements, .. context?.Measurements ?? []],
        }, context?.WasLate ?? false);
    }

    private async Task<ClauseResult> RunAsync(Clause clause, WireTrace trace, Action<ClauseContext> started, CancellationToken cancellationToken)
    {
        try
        {
            await using var device = await SoundDevice.ConnectAsync(Options.Device with { Trace = trace }, cancellationToken);
            var context = new ClauseContext(this, device, trace, _findings);
            started(context);
            await (_tried.Add(clause.Id) ? Settled.AfterCancelAsync(context, cancellationToken) : Settled.AfterTryAsync(context, cancellationToken));
            return await Unprovable(clause, context, cancellationToken) ?? await clause.ProveAsync(context, cancellationToken);
        }
        catch (SoundDeviceException e)
        {
            return ClauseResult.Of(Outcome.Fail, e.Message);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            return ClauseResult.Of(Outcome.Error, $"a defect of the suite: {e.Message}") with { Reason = "suite defect" };
        }
    }

    /// <summary>Asks now and then, over a new connection, whether a device is still there: one without power does not even refuse.</summary>
    /// <returns>True when it was silent twice in a row, false once the clause has its result.</returns>
    private async Task<bool> FallsSilentAsync(Task proving, CancellationToken cancellationToken)
    {
        if (Options.Device.Time != TimeProvider.System)
            return false;
        for (var silences = 0; silences < 2;)
        {
            if (silences == 0 && await Task.WhenAny(proving, Task.Delay(BetweenQuestions, cancellationToken)) == proving)
                return false;
            var alive = IsAliveAsync(Silence, cancellationToken);
            if (await Task.WhenAny(proving, alive) == proving)
                return false;
            silences = await alive ? 0 : silences + 1;
        }

        return true;
    }

    /// <summary>Why a clause cannot be proven here, or null when it can.</summary>
    private async Task<ClauseResult?> Unprovable(Clause clause, ClauseContext context, CancellationToken cancellationToken)
    {
        if (clause.Needs.HasFlag(ClauseNeeds.Playback) && !Capabilities.Playback.Formats.Any())
            return Skipped("the device does not claim to play");
        if (clause.Needs.HasFlag(ClauseNeeds.Recording) && !Capabilities.Recording.Formats.Any())
            return Skipped("the device does not claim to record");
        if (!clause.Needs.HasFlag(ClauseNeeds.Loop))
            return null;
        if (Options.Loopback is null)
            return Skipped("no loopback is wired");
        return await context.CalibrateAsync(cancellationToken)
            ? null
            : ClauseResult.Of(Outcome.Inconclusive, "nothing is heard over this loop (see play/every-format), so that this cannot be proven") with { Reason = "nothing is heard" };
    }

    private static ClauseResult Skipped(string reason) => ClauseResult.Of(Outcome.Skip, reason) with { Reason = reason };

    private async Task<bool> IsAliveAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        try
        {
            await using var probe = await SoundDevice.ConnectAsync(Options.Device with { ConnectTimeout = patience }, cancellationToken);
            return true;
        }
        catch (SoundDeviceException)
        {
            return false;
        }
    }
}
