using FluentAssertions;
using FsCheck;
using FsCheck.Fluent;
using KosSound.Signals;
using KosSound.Signals.Stimuli;
using NUnit.Framework;

namespace KosSound.SelfTests.Signals.Stimuli;

[TestFixture]
[Parallelizable(ParallelScope.All)]
public class StimulusFileTests
{
    private static readonly string Json = StimulusFile.ToJson(StimulusPlanner.Composite(new PcmFormat(16_000, 16, 1), LoopbackKind.Digital));

    [Test]
    public void Any_plan_renders_to_the_same_bytes_after_writing_and_reading()
    {
        var plans =
            from rate in Gen.Elements(8_000, 11_025, 22_050)
            from depth in Gen.Elements(8, 16, 24, 32)
            from channels in Gen.Choose(1, 3)
            from loopback in Gen.Elements(Enum.GetValues<LoopbackKind>())
            from level in Gen.Choose(-240, 0)
            from seed in Gen.Choose(1, int.MaxValue)
            select StimulusPlanner.Composite(new PcmFormat(rate, depth, channels), loopback, new StimulusOptions { LevelDbfs = level / 10.0, Seed = seed });
        Prop.ForAll(plans.ToArbitrary(), plan =>
            StimulusRenderer.Render(StimulusFile.FromJson(StimulusFile.ToJson(plan))).Pcm.Span.SequenceEqual(StimulusRenderer.Render(plan).Pcm.Span))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(25));
    }

    [TestCase("\"version\": 1", "\"version\": 2", "*version is 2*reads version 1*")]
    [TestCase("\"version\": 1", "\"version\": \"1\"", "*version is \"1\"*")]
    [TestCase("\"version\": 1,", "", "*no 'version'*")]
    [TestCase("\"seed\": 1", "\"sead\": 1", "*sead*")]
    [TestCase("\"seed\": 1", "\"seed\": 1, \"seed\": 2", "*seed*")]
    [TestCase("\"seed\": 1", "\"seed\": 0", "seed 0 is below 1")]
    [TestCase("\"levelDbfs\": -12,\n  \"seed\"", "\"levelDbfs\": 6,\n  \"seed\"", "levelDbfs 6 lies outside -60 … 0")]
    [TestCase("16000Hz-16bit-1ch", "16000Hz-16bit-9ch", "*9 channels*")]
    [TestCase("16000Hz-16bit-1ch", "sixteen", "*48000Hz-16bit-2ch*")]
    [TestCase("\"digital\"", "\"pneumatic\"", "*loopback*")]
    [TestCase("\"startFrame\": 8000", "\"startFrame\": 7000", "*'marker-start' starts at frame 7000, before*")]
    [TestCase("\"name\": \"marker-end\"", "\"name\": \"marker-start\"", "*'marker-start' is empty or used twice*")]
    [TestCase("\"endHz\": 6400", "\"endHz\": 9000", "*to 9000 Hz*below 8000*")]
    [TestCase("\"channel\": 0", "\"channel\": 1", "*sounds on channel 1 of 1*")]
    [TestCase("\"periodFrames\": ", "\"periodFrames\": 1", "*period*")]
    [TestCase("997\n", "9970\n", "*tone of 9970 Hz*")]
    [TestCase("\"frames\": 8000", "\"frames\": -1", "*has -1 frames*")]
    public void A_wrong_value_is_named(string right, string wrong, string message)
    {
        var at = Json.IndexOf(right, StringComparison.Ordinal);
        at.Should().BeGreaterThan(0, "the text to spoil exists: {0}", right);
        var spoiled = Json[..at] + wrong + Json[(at + right.Length)..];
        FluentActions.Invoking(() => StimulusFile.FromJson(spoiled)).Should().ThrowExactly<StimulusFileException>()
            .WithMessage(message).Which.Message.Should().NotContain("\n");
    }

    [TestCase("")]
    [TestCase("[]")]
    [TestCase("null")]
    [TestCase("{")]
    [TestCase("{\"version\":1}")]
    [TestCase("{\"version\":1,\"format\":\"48000Hz-16bit-2ch\",\"loopback\":\"digital\",\"levelDbfs\":-12,\"seed\":1,\"segments\":[null]}")]
    [TestCase("{\"version\":1,\"format\":\"48000Hz-16bit-2ch\",\"loopback\":\"digital\",\"levelDbfs\":-12,\"seed\":1,\"segments\":null}")]
    [TestCase("{\"version\":1,\"format\":\"48000Hz-16bit-2ch\",\"loopback\":\"digital\",\"levelDbfs\":-12,\"seed\":1,\"segments\":[]}")]
    public void What_is_no_stimulus_is_one_clear_line(string json) =>
        FluentActions.Invoking(() => StimulusFile.FromJson(json)).Should().ThrowExactly<StimulusFileException>().Which.Message.Should().NotContain("\n");

    [Test]
    public void A_file_is_named_in_its_error()
    {
        var path = Path.Combine(Path.GetTempPath(), $"kos-sound-{Guid.NewGuid():N}.json");
        FluentActions.Invoking(() => StimulusFile.Read(path)).Should().Throw<StimulusFileException>().WithMessage($"{path}: no such file");
        try
        {
            StimulusFile.Write(path, StimulusFile.FromJson(Json));
            StimulusFile.ToJson(StimulusFile.Read(path)).Should().Be(Json);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
