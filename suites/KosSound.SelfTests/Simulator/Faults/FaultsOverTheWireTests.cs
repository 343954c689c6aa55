using FluentAssertions;
using KosSound.SelfTests.Simulator.Service;
using KosSound.Simulator;
using KosSound.Simulator.Descriptions;
using KosSound.Simulator.DeviceFiles;
using KosSound.Simulator.Faults;
using KosSound.Simulator.Pcm;
using KosSound.Simulator.SignalPath;
using NUnit.Framework;

namespace KosSound.SelfTests.Simulator.Faults;

/// <summary>What a client hears of a fault is, sample for sample, what the same path gives on arrays, whose effect is proven elsewhere.</summary>
[TestFixture, Parallelizable(ParallelScope.All)]
public sealed class FaultsOverTheWireTests
{
    private const int Frames = 72_000;
    private static readonly DeviceFormat Format = new(48_000, 24, 2);
    private static readonly int Seed = new SimulatorOptions().Seed;

    private static IEnumerable<FaultKind> PathFaults => FaultCatalog.All
        .Where(kind => kind.Usual.ApplyTo(Device).RecordingWire == Device.RecordingWire)
        .Where(kind => kind.Name != "silent");

    private static DeviceDescription Device => DeviceFile.Reference;

    [TestCaseSource(nameof(PathFaults))]
    public async Task A_client_hears_what_the_path_gives_on_arrays(FaultKind kind)
    {
        var device = kind.Usual.ApplyTo(Device);
        var played = Bench.Noise(Format, Frames, seed: 11);
        await using var bench = await Bench.StartAsync(device, TimeMode.Simulated);

        var recorded = await RecordAsync(bench, () => bench.PlayAsync(Format, played));

        var samples = Decode(played, Format);
        var start = StartOf(recorded, samples, device);
        var path = new LoopbackPath(device.Path, Seed);
        var expected = PathRenderer.Render(
            path, new StreamGrid(Format.RateHz, Format.BitDepth, Format.Channels, start), samples,
            new StreamGrid(Format.RateHz, Format.BitDepth, Format.Channels), recorded.Length / Format.BytesPerFrame);
        var bytes = new byte[recorded.Length];
        DevicePcm.Encode(expected, Format.BitDepth, bytes);
        // Positions of a stretched clock are doubles counted from other origins: the last step may round another way.
        var largest = Decode(recorded, Format).Zip(Decode(bytes, Format), (a, b) => Math.Abs(a - b)).Max() * (1 << 23);
        largest.Should().BeLessThanOrEqualTo(device.Path.PlaybackClockPpm == 0 && device.Path.PlaybackRunsAt.Count == 0 ? 0 : 16, "largest difference in LSB of 24 bit for {0}, heard from frame {1}", kind.Usual, start);
    }

    [Test]
    public async Task A_silent_device_reports_success_and_is_not_heard()
    {
        await using var bench = await Bench.StartAsync(FaultCatalog.Parse("silent").ApplyTo(Device), TimeMode.Simulated);

        var recorded = await RecordAsync(bench, async () =>
            (await bench.PlayAsync(Format, Bench.Noise(Format, 4_800))).Success.Should().BeTrue("a silent device claims to have played"));

        recorded.Should().OnlyContain(x => x == 0, "nothing may be heard");
    }

    [TestCase("wrong-endian"), TestCase("wrong-sign"), TestCase("wrong-packing"), TestCase("high-packing"), TestCase("float-samples")]
    public async Task A_recording_is_written_in_the_encoding_of_the_fault(string fault)
    {
        var device = FaultCatalog.Parse(fault).ApplyTo(Device);
        var played = Bench.Noise(Format, 9_600);
        await using var bench = await Bench.StartAsync(device, TimeMode.Simulated);

        var recorded = await RecordAsync(bench, () => bench.PlayAsync(Format, played));

        var encoding = device.RecordingWire.Encoding;
        var samples = new double[recorded.Length / encoding.BytesPerSample(Format.BitDepth)];
        encoding.Decode(recorded, Format.BitDepth, samples);
        var first = Array.FindIndex(samples, x => x != 0) / 2 * 2;
        samples.Skip(first).Take(9_600 * 2).Should().Equal(Decode(played, Format), "what was played, read as {0}", encoding);
    }

    [Test]
    public async Task A_byte_slip_loses_exactly_its_byte_at_its_time()
    {
        var device = FaultCatalog.Parse("byte-slip=1@200ms").ApplyTo(Device);
        var played = Bench.Noise(Format, 24_000);
        await using var bench = await Bench.StartAsync(device, TimeMode.Simulated);

        var recorded = await RecordAsync(bench, () => bench.PlayAsync(Format, played));

        var first = recorded.AsSpan().IndexOfAnyExcept((byte)0) / Format.BytesPerFrame * Format.BytesPerFrame;
        var slip = 9_600 * Format.BytesPerFrame;
        var kept = slip - first;
        recorded[first..slip].Should().Equal(played[..kept], "bytes before the slip");
        recorded[slip..(first + played.Length - 1)].Should().Equal(played[(kept + 1)..], "bytes after the slip, one earlier");
    }

    [Test]
    public async Task A_slip_on_the_playback_side_reads_every_later_sample_across_two()
    {
        var device = Device with { PlaybackWire = new WireSettings { SlipBytes = 1, SlipWhen = new() { At = [new(4_800, true)] } } };
        var played = Bench.Noise(Format, 9_600);
        await using var bench = await Bench.StartAsync(device, TimeMode.Simulated);

        var heard = await bench.LoopAsync(Format, async () => (await bench.PlayAsync(Format, played)).Success.Should().BeTrue("whole frames were sent"));

        var slip = 4_800 * Format.BytesPerFrame;
        // The last frame is a part of one now, and is not played.
        byte[] expected = [.. played[..slip], .. played[(slip + 1)..^(Format.BytesPerFrame - 1)]];
        heard.DifferenceFrom(expected).Should().BeNull("the byte of frame 4 800 is lost");
    }

    [Test]
    public async Task A_cold_speaker_starts_later_than_a_warm_one_by_the_time_the_file_says()
    {
        var device = FaultCatalog.Parse("cold-start=300ms").ApplyTo(Device);
        await using var bench = await Bench.StartAsync(device, TimeMode.Simulated);
        var played = Bench.Noise(Format, 480);

        var (began, calls) = (bench.Device.Time.GetTimestamp(), new List<TimeSpan>());

        var recorded = await RecordAsync(bench, async () =>
        {
            for (var play = 0; play < 2; play++)
            {
                // By the device's clock: it may go on while this test does not.
                calls.Add(bench.Device.Time.GetElapsedTime(began));
                await bench.PlayAsync(Format, played);
            }
        });

        var starts = StartsOf(recorded, played);
        starts.Should().HaveCount(2, "two plays are heard");
        // The recording's first frame lies up to two periods after its call.
        var latenciesMs = starts.Zip(calls, (frame, call) => frame / 48.0 - call.TotalMilliseconds).ToArray();
        latenciesMs[0].Should().BeInRange(320, 400, "ms from the call of the cold play to its sound: 300 and a path of 40");
        latenciesMs[1].Should().BeInRange(20, 100, "ms from the call of the warm play to its sound: a path of 40");
    }

    [Test]
    public async Task A_burst_arrives_as_one()
    {
        var device = FaultCatalog.Parse("bursty-delivery=200ms").ApplyTo(Device);
        await using var bench = await Bench.StartAsync(device, TimeMode.Simulated);

        var arrivals = await ArrivalsOfASecondAsync(bench);

        arrivals.Sum(arrival => arrival.Frames).Should().Be(48_000, "frames of a second");
        var times = arrivals.GroupBy(arrival => arrival.At).ToArray();
        times.Length.Should().BeInRange(5, 7, "moments at which anything arrives, of a second in bursts of 200 ms");
        times[1..^1].Should().OnlyContain(burst => burst.Sum(arrival => arrival.Frames) == 9_600, "a burst has 200 ms");
    }

    [Test]
    public async Task A_slow_recording_begins_when_the_file_says_and_is_whole_from_then_on()
    {
        var device = FaultCatalog.Parse("slow-recording-start=400ms").ApplyTo(Device);
        await using var bench = await Bench.StartAsync(device, TimeMode.Simulated);

        var arrivals = await ArrivalsOfASecondAsync(bench);

        arrivals.Sum(arrival => arrival.Frames).Should().Be(48_000, "frames of a second");
        // A message has one period; the first frame is on the grid of the rate, the message on that of the periods.
        arrivals[0].At.TotalMilliseconds.Should().BeInRange(400, 400 + (2 * device.Period.TotalMilliseconds), "ms from the call to the first message");
        arrivals[^1].At.TotalMilliseconds.Should().BeInRange(1_400, 1_400 + (2 * device.Period.TotalMilliseconds), "ms from the call to the last message");
    }

    /// <summary>Records a second and tells when how many frames came, by the device's clock from the call on.</summary>
    private static async Task<List<(TimeSpan At, int Frames)>> ArrivalsOfASecondAsync(Bench bench)
    {
        var arrivals = new List<(TimeSpan At, int Frames)>();
        var began = bench.Device.Time.GetTimestamp();
        using var call = bench.Client.RecordAudio(new() { Config = Bench.Config(Format), DurationMs = 1_000 }, Bench.Options());
        while (await call.ResponseStream.MoveNext(default))
        {
            var bytes = call.ResponseStream.Current.AudioData.Length;
            arrivals.Add((bench.Device.Time.GetElapsedTime(began), bytes / Format.BytesPerFrame));
            bench.Device.RecordMessageStamped(bytes);
        }

        return arrivals;
    }

    /// <summary>Records from before a play until it has died away.</summary>
    private static async Task<byte[]> RecordAsync(Bench bench, Func<Task> play)
    {
        using var call = bench.Client.RecordAudio(new() { Config = Bench.Config(Format) }, Bench.Options());
        using var pcm = new MemoryStream();
        Task? playing = null;
        var left = 60;
        while (await call.ResponseStream.MoveNext(default))
        {
            call.ResponseStream.Current.AudioData.WriteTo(pcm);
            bench.Device.RecordMessageStamped(call.ResponseStream.Current.AudioData.Length);
            playing ??= play();
            if (playing.IsCompleted && --left == 0)
                await bench.Client.StopRecordingAsync(new(), Bench.Options());
        }
        await (playing ?? Task.CompletedTask);
        return pcm.ToArray();
    }

    /// <summary>The frame of the recording's grid at which the play began: where the path on arrays fits what was heard best.</summary>
    private static int StartOf(byte[] recorded, double[] played, DeviceDescription device)
    {
        var heard = Decode(recorded, Format);
        var path = new LoopbackPath(device.Path, Seed);
        const int probe = 9_600;
        var reference = PathRenderer.Render(path, new StreamGrid(Format.RateHz, Format.BitDepth, 2), played, new StreamGrid(Format.RateHz, Format.BitDepth, 2), 4 * probe);
        // The play begins at a tick: every candidate is a whole period.
        var best = (Start: 0, Fit: double.NegativeInfinity);
        for (var start = 0; (start * 2) + reference.Length <= heard.Length; start += 480)
        {
            var fit = 0.0;
            for (var i = probe; i < reference.Length; i++)
                fit += reference[i] * heard[(start * 2) + i];
            if (fit > best.Fit)
                best = (start, fit);
        }
        return best.Start;
    }

    private static List<int> StartsOf(byte[] recorded, byte[] played)
    {
        var starts = new List<int>();
        for (var from = 0; recorded.AsSpan(from).IndexOf(played) is var at and >= 0; from += at + played.Length)
            starts.Add((from + at) / Format.BytesPerFrame);
        return starts;
    }

    private static double[] Decode(byte[] pcm, DeviceFormat format)
    {
        var samples = new double[pcm.Length / format.BytesPerSample];
        DevicePcm.Decode(pcm.AsSpan(0, samples.Length * format.BytesPerSample), format.BitDepth, samples);
        return samples;
    }
}
