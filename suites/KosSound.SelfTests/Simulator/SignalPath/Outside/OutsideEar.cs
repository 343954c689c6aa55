using KosSound.Conformance.Records;
using KosSound.Conformance.Trials;
using KosSound.Conformance.Verdicts;
using KosSound.Device;
using KosSound.Signals;
using KosSound.Signals.Stimuli;
using KosSound.Simulator;
using KosSound.Simulator.Descriptions;
using KosSound.Suites.Session;

namespace KosSound.SelfTests.Simulator.SignalPath.Outside;

/// <summary>Hears a simulated device as a run does: by its socket, with the product's client and the product's analysis.</summary>
internal static class OutsideEar
{
    /// <summary>Plays a stimulus, restarts it once, and measures what came back.</summary>
    /// <param name="device">The device; plays and records <paramref name="plan"/>'s format.</param>
    /// <param name="plan">What is played.</param>
    public static Task<HeardDevice> HearAsync(DeviceDescription device, StimulusPlan plan) => HearAsync(device, plan, new SimulatorOptions { TimeMode = TimeMode.Simulated });

    /// <summary>The same by a clock of choice.</summary>
    public static async Task<HeardDevice> HearAsync(DeviceDescription device, StimulusPlan plan, SimulatorOptions options)
    {
        await using var simulator = await SimulatedDevice.StartAsync(device, options);
        await using var client = await SoundDevice.ConnectAsync(new DeviceOptions { Endpoint = simulator.Endpoint, Time = simulator.Time, Gate = new Gate(simulator) });
        using var hold = new SemaphoreSlim(1, 1);
        var profile = ProfileFile.Load(SuiteFiles.ProfileOf(plan.Loopback)) with { Restarts = 3 };
        var result = await new Trial(client, hold).RunAsync(
            new TrialPlan
            {
                Format = new FormatRecord(plan.Format, plan.Format),
                Profile = profile,
                Tail = StimulusPlanner.Tail(plan.Loopback),
                Stimulus = StimulusRenderer.Render(plan),
                Restart = StimulusRenderer.Render(StimulusPlanner.Restart(plan.Format, plan.Loopback)),
            },
            CancellationToken.None);
        return new HeardDevice(result, simulator.Health);
    }

    /// <summary>The stimulus of every default run in a format, with parts made longer or shorter.</summary>
    /// <param name="more">Seconds by which parts are longer, by their names.</param>
    public static StimulusPlan Plan(PcmFormat format, params IReadOnlyList<(string Segment, double Seconds)> more)
    {
        var plan = StimulusPlanner.Composite(format, LoopbackKind.Digital);
        var (segments, at) = (new List<Segment>(), 0);
        foreach (var segment in plan.Segments)
        {
            var frames = segment.Frames + (int)(more.Where(m => m.Segment == segment.Name).Sum(m => m.Seconds) * format.RateHz);
            segments.Add(segment with { StartFrame = at, Frames = frames });
            at += frames;
        }
        return plan with { Segments = segments };
    }

    private sealed class Gate(SimulatedDevice simulator) : IClientTimeGate
    {
        public void PlayMessageLeaving() => simulator.PlayMessageLeaving();

        public void PlayEnded() => simulator.PlayEnded();

        public void RecordMessageStamped(long bytes) => simulator.RecordMessageStamped(bytes);

        public void RecordEnded() => simulator.RecordEnded();
    }
}
