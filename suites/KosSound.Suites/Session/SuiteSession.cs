using KosSound.Conformance.Bundles;
using KosSound.Conformance.Cases;
using KosSound.Conformance.Clauses;
using KosSound.Conformance.Configuration;
using KosSound.Conformance.Records;
using KosSound.Conformance.Trials;
using KosSound.Conformance.Verdicts;
using KosSound.Conformance.Waivers;
using KosSound.Signals;
using KosSound.Suites.Audio;
using KosSound.Suites.Contract;
using KosSound.Suites.Targets;
using NUnit.Framework;

namespace KosSound.Suites.Session;

/// <summary>One run from start to finish: configuration, target, discovery, device lock and record sink.</summary>
/// <remarks>The command opens it and runs the suites in this process; <c>dotnet test</c> opens it from <c>KOS_SOUND_*</c> variables on
/// first use. Both leave the same bundle.</remarks>
public sealed class SuiteSession : IAsyncDisposable
{
    private static readonly Lock Gate = new();
    private static SuiteSession? _current;

    private readonly SessionOptions _options;
    private readonly Target _target;
    private readonly TestPattern _only;
    private readonly FormatTrials _trials;
    private readonly ClauseProofs _proofs;
    private readonly CancellationTokenSource _interrupt = new();
    private RunSink? _sink;

    private SuiteSession(SessionOptions options, Target target, Discovery discovery, Limits limits)
    {
        _options = options;
        _target = target;
        _only = new TestPattern(options.Only);
        Discovery = discovery;
        Profile = limits.Profile;
        Loopback = limits.Profile.Loopback;
        Waivers = limits.Waivers;
        Inputs = [.. limits.Inputs.Take(1).Concat(target.Inputs).Select(i => i with { Path = SuiteFiles.Shorten(i.Path) }), .. limits.Inputs.Skip(1)];
        Seed = options.Seed ?? Random.Shared.Next(1, 1_000_000);
        var watch = new DeviceWatch(target);
        _trials = new FormatTrials(this, target, watch);
        _proofs = new ClauseProofs(this, target, watch);
        ClausesToProve = [.. ClauseCatalog.All.Where(c => _only.Includes(c.TestId))];
        FormatsToTry = [.. FormatCoverage.Select(discovery.Formats, options.Coverage).Where(f => AudioCheck.All.Any(c => _only.Includes(c.IdFor(f))))];
    }

    /// <summary>The session of this process; opened from environment variables when the command has not opened one.</summary>
    public static SuiteSession Current
    {
        get
        {
            lock (Gate)
                return _current ??= Task.Run(() => OpenAsync(SessionOptions.FromEnvironment(), CancellationToken.None)).GetAwaiter().GetResult();
        }
    }

    /// <summary>True when the command opened the session and will complete the run itself.</summary>
    public static bool OwnedByCommand { get; private set; }

    /// <summary>What is known of the target.</summary>
    public Discovery Discovery { get; }

    /// <summary>Limits in force.</summary>
    public Profile Profile { get; }

    /// <summary>Known failures that do not count.</summary>
    public WaiverBook Waivers { get; }

    /// <summary>Files that decide something in this run.</summary>
    public IReadOnlyList<InputRecord> Inputs { get; }

    /// <summary>How the sound comes back.</summary>
    public LoopbackKind Loopback { get; }

    /// <summary>Seed of everything pseudo-random in the run.</summary>
    public int Seed { get; }

    /// <summary>Formats the coverage takes, of which at least one check was asked for.</summary>
    public IReadOnlyList<FormatRecord> FormatsToTry { get; }

    /// <summary>Contract clauses that were asked for.</summary>
    public IReadOnlyList<Clause> ClausesToProve { get; }

    /// <summary>What the command was told.</summary>
    public SessionOptions Options => _options;

    /// <summary>Signalled by Ctrl-C: everything under way ends.</summary>
    public CancellationToken Interrupted => _interrupt.Token;

    /// <summary>Raised when the record of a test is final, on the thread that made it.</summary>
    public event Action<TestRecord>? Concluded;

    /// <summary>Target in words: kind and address.</summary>
    public string TargetText => $"{_target.Kind} at {_target.ClientOptions.Endpoint.Authority}";

    /// <summary>What the target itself has written; null when it cannot be read.</summary>
    public Task<string?> ReadTargetLogAsync() => _target.ReadLogAsync();

    /// <summary>How many checks of a format were asked for.</summary>
    public int ChecksOf(string formatId) => AudioCheck.All.Count(c => _only.Includes($"audio/{formatId}/{c.Name}"));

    /// <summary>Opens the session for the command.</summary>
    /// <exception cref="ConfigurationException">Options, limits or device file are wrong.</exception>
    public static async Task<SuiteSession> OpenForCommandAsync(SessionOptions options, CancellationToken cancellation)
    {
        var session = await OpenAsync(options, cancellation);
        lock (Gate)
            (_current, OwnedByCommand) = (session, true);
        return session;
    }

    /// <summary>Creates the bundle; nothing has been played before.</summary>
    /// <exception cref="EvidenceException">The folder cannot be written.</exception>
    public void Begin()
    {
        _sink = RunSink.Create(this, _target, Planned());
        _proofs.Begin(ClausesToProve, Interrupted);
    }

    /// <summary>Every test this run will report.</summary>
    public IReadOnlyList<PlannedTest> Planned() =>
    [
        new PlannedTest(Discovery.TestId, Discovery.Clause, ClauseLevel.Must, null),
        .. ClausesToProve.Select(c => c.Planned),
        .. FormatsToTry.SelectMany(f => AudioCheck.All.Select(c => new PlannedTest(c.IdFor(f), c.Clause, ClauseLevel.Must, f.Id))).Where(p => _only.Includes(p.Id)),
    ];

    /// <summary>Plays, captures, measures and judges one format.</summary>
    /// <returns>One record per audio check.</returns>
    public Task<IReadOnlyList<TestRecord>> TryAsync(FormatRecord format) => _trials.RunAsync(format, Sink.Keep, Interrupted);

    /// <summary>The same without a bundle: the trial goes to whoever asks.</summary>
    internal Task<IReadOnlyList<TestRecord>> TryAsync(FormatRecord format, Func<TrialResult, IReadOnlyList<TestRecord>> keep) =>
        _trials.RunAsync(format, keep, Interrupted);

    /// <summary>Proves one clause of the contract, without a bundle.</summary>
    internal Task<TestRecord> ProveAsync(Clause clause) => _proofs.ProveAsync(clause, Interrupted);

    /// <summary>Proves one clause of the contract and makes its record final.</summary>
    public async Task ProveAndConcludeAsync(Clause clause) => Conclude(await _proofs.ProveAsync(clause, Sink, Interrupted));

    /// <summary>Makes a record final and tells NUnit its outcome.</summary>
    public void Conclude(TestRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (record.Id != Discovery.TestId && !_only.Includes(record.Id))
            Assert.Ignore("not asked for");
        var final = Sink.Add(record with { Reproduce = ReproduceLine(record.Id) });
        Concluded?.Invoke(final);
        NUnitOutcome.Tell(final);
    }

    /// <summary>Ends everything under way; the run will be reported as interrupted.</summary>
    public void Interrupt() => _interrupt.Cancel();

    /// <summary>Writes the bundle.</summary>
    /// <exception cref="EvidenceException">Evidence could not be written.</exception>
    public CompletedRun Complete(RunStatus status) => Sink.Complete(Interrupted.IsCancellationRequested ? RunStatus.Interrupted : status);

    public async ValueTask DisposeAsync()
    {
        await _interrupt.CancelAsync();
        await _proofs.DisposeAsync();
        if (Discovery.Device is { } device)
            await device.DisposeAsync();
        await _target.DisposeAsync();
        _trials.Dispose();
        _sink?.Dispose();
        _interrupt.Dispose();
        lock (Gate)
        {
            if (_current == this)
                (_current, OwnedByCommand) = (null, false);
        }
    }

    private RunSink Sink => _sink ?? throw new InvalidOperationException("the run has not begun: call Begin first");

    private string ReproduceLine(string testId)
    {
        var target = _target.CommandLine.Length == 0 ? "" : $" {_target.CommandLine}";
        var loopback = _options.Loopback is { } asked ? $" --loopback {asked.ToString().ToLowerInvariant()}" : "";
        var profile = _options.ProfileFile is { } file ? $" --profile {ShellWord.Quote(file)}" : "";
        // What turns advice into a failure, or changes how a clause is proven, belongs to the failure.
        var manner = string.Concat(_options.Strict ? " --strict" : "", _options.WholeContract ? " --whole-contract" : _options.RealTime ? " --real-time" : "");
        return $"./run.sh{target}{loopback}{profile}{manner} --seed {Seed} --only {ShellWord.Quote(testId)}";
    }

    /// <summary>Opens a session that is nobody's but the caller's: several stand side by side, none of them is <see cref="Current"/>.</summary>
    /// <param name="options">What <see cref="SessionOptions.Target"/> says is not asked.</param>
    /// <param name="target">The device; the session disposes of it.</param>
    internal static async Task<SuiteSession> OpenAsideAsync(SessionOptions options, Target target, CancellationToken cancellation)
    {
        var loopback = options.Loopback ?? LoopbackKind.Digital;
        return await OpenAsync(options, target, LimitsOf(options, loopback), cancellation);
    }

    /// <summary>
    /// Threads of the pool that start without waiting. A pool that grows by itself lets a recorded message wait for half a second while
    /// two captures are analysed on two cores.
    /// </summary>
    private const int ReadyThreads = 32;

    private static async Task<SuiteSession> OpenAsync(SessionOptions options, CancellationToken cancellation)
    {
        ThreadPool.GetMinThreads(out var workers, out var ports);
        ThreadPool.SetMinThreads(Math.Max(workers, ReadyThreads), ports);
        var spec = TargetSpec.Parse(options.Target);
        // Before the target: what is misspelt in a file must not cost the wait for a robot.
        var limits = LimitsOf(options, options.Loopback ?? (spec.Kind == TargetKind.Device ? LoopbackKind.Electrical : SimulatedDescription.LoopOf(options.DeviceFile)));
        return await OpenAsync(options, await TargetFactory.OpenAsync(spec, options, cancellation), limits, cancellation);
    }

    /// <summary>What a run is judged by, with the files it comes from.</summary>
    private sealed record Limits(Profile Profile, WaiverBook Waivers, IReadOnlyList<InputRecord> Inputs);

    private static Limits LimitsOf(SessionOptions options, LoopbackKind loopback)
    {
        var profile = ProfileOf(options, loopback);
        if (options.WaiverFile is not { } file)
            return new Limits(profile, WaiverBook.Empty, [profile.Input]);
        var (waivers, input) = WaiverFile.Load(file);
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        return new Limits(profile, new WaiverBook(waivers, today, options.Firmware), [profile.Input, input]);
    }

    private static Profile ProfileOf(SessionOptions options, LoopbackKind loopback)
    {
        var profile = ProfileFile.Load(options.ProfileFile ?? SuiteFiles.ProfileOf(loopback));
        return profile.Loopback == loopback ? profile : throw new ConfigurationException(
            $"{profile.Input.Path}: made for a loop of kind {Name(profile.Loopback)}, but this run's is {Name(loopback)}; give --loopback {Name(profile.Loopback)} or another --profile");
    }

    private static async Task<SuiteSession> OpenAsync(SessionOptions options, Target target, Limits limits, CancellationToken cancellation)
    {
        try
        {
            var discovery = await Discovery.RunAsync(target.ClientOptions, TimeProvider.System, cancellation);
            return new SuiteSession(options, target, discovery, limits);
        }
        catch
        {
            await target.DisposeAsync();
            throw;
        }
    }

    private static string Name(LoopbackKind kind) => kind.ToString().ToLowerInvariant();
}
