using FluentAssertions;
using KosSound.Simulator.DeviceFiles;
using KosSound.Simulator.Faults;
using KosSound.Simulator.SignalPath;
using KosSound.Simulator.SignalPath.Stages;
using NUnit.Framework;

namespace KosSound.SelfTests.Simulator.Descriptions;

[TestFixture, Parallelizable(ParallelScope.All)]
public sealed class LookAheadTests
{
    private static IEnumerable<StageSettings> LookingAhead =>
    [
        new NativeRateSettings { RateHz = 16_000 },
        new NativeRateSettings { RateHz = 44_100, Quality = ConversionQuality.Linear },
        new SkewSettings { DelayFrames = [0, 7.25] },
        new SkewSettings { DelayFrames = [0, 7] },
        new NoiseSuppressionSettings(),
        new GainSettings(),
    ];

    [TestCaseSource(nameof(LookingAhead))]
    public void A_stage_says_how_far_it_looks_ahead_without_being_made(StageSettings stage)
    {
        foreach (var rateHz in (int[])[8_000, 16_000, 44_100, 48_000, 192_000])
            foreach (var channels in (int[])[1, 2])
                stage.DelayFramesAt(rateHz, channels).Should().Be(
                    new StageChain([stage], new StageContext(rateHz, channels, 16, 1)).DelayFrames, "frames {0} lags at {1} Hz, {2} channels", stage, rateHz, channels);
    }

    [TestCase("path_latency_ms: 5\npath: {playback: [{native-rate: {rate_hz: 16000}}]}", 2, "5 ms is too little: a play at 44100 Hz recorded at 44100 Hz needs ")]
    [TestCase("path: {playback: [{noise-suppression: {depth_db: 3}}, {native-rate: {rate_hz: 4000}}]}", 2, "40 ms is too little: ")]
    [TestCase("path_latency_ms: 0.5\npath: {recording_clock_ppm: 20}", 2, "0.5 ms is too little: a play at 16000 Hz recorded at 16000 Hz needs 3.1 ms")]
    [TestCase("path_latency_ms: 2\nfaults: ['clock-error=100']", 2, "2 ms is too little: ")]
    public void A_latency_too_small_for_what_looks_ahead_is_refused_in_one_line_with_file_and_key(string values, int line, string message)
    {
        var read = () => DeviceFile.Parse($"extends: reference\n{values}\n", "mine.yaml");

        read.Should().Throw<DeviceFileException>().Which.Errors.Should().ContainSingle().Which.ToString()
            .Should().StartWith($"mine.yaml:{line}: path_latency_ms: {message}").And.NotContain("\n");
    }

    [Test]
    public void A_fault_that_looks_further_ahead_than_the_device_allows_is_refused_with_its_name()
    {
        var device = DeviceFile.Parse("extends: reference\npath_latency_ms: 1\n", "mine.yaml");

        var give = () => FaultCatalog.Apply(["fake-rate"], device);

        give.Should().Throw<FormatException>().WithMessage("fake-rate* cannot be given to mine: path_latency_ms: 1 ms is too little: *");
        FaultCatalog.Apply(["gain=-1"], device).Path.PlaybackStages.Should().HaveCount(1, "a gain looks nowhere");
    }
}
