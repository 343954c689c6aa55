using FluentAssertions;
using Grpc.Core;
using KOS.Sound;
using KosSound.Simulator.Descriptions;
using KosSound.Simulator.DeviceFiles;
using KosSound.Simulator.Pcm;
using NUnit.Framework;
using Empty = Google.Protobuf.WellKnownTypes.Empty;

namespace KosSound.SelfTests.Simulator.Service;

[Parallelizable(ParallelScope.All)]
public sealed class RefusalTests
{
    private static readonly object[] Unadvertised =
    [
        new object[] { 0u, 16u, 1u, "config.sample_rate 0 is not supported, only 16000, 44100, 48000 Hz" },
        new object[] { 8_000u, 16u, 1u, "config.sample_rate 8000 is not supported, only 16000, 44100, 48000 Hz" },
        new object[] { uint.MaxValue, 16u, 1u, "config.sample_rate 4294967295 is not supported" },
        new object[] { 48_000u, 0u, 1u, "config.bit_depth 0 is not supported, only 16, 24 bit" },
        new object[] { 48_000u, 12u, 1u, "config.bit_depth 12 is not supported" },
        new object[] { 48_000u, uint.MaxValue, 1u, "config.bit_depth 4294967295 is not supported" },
        new object[] { 48_000u, 16u, 0u, "config.channels 0 is not supported, only 1, 2" },
        new object[] { 48_000u, 16u, 3u, "config.channels 3 is not supported" },
        new object[] { 48_000u, 16u, uint.MaxValue, "config.channels 4294967295 is not supported" },
        new object[] { 1u, 2u, 3u, "config.sample_rate 1 is not supported, only 16000, 44100, 48000 Hz; config.bit_depth 2 is not supported, only 16, 24 bit; config.channels 3 is not supported, only 1, 2" },
    ];

    [TestCaseSource(nameof(Unadvertised))]
    public async Task A_format_that_is_not_advertised_is_refused_by_both_sides_with_field_and_allowed_values(uint rate, uint depth, uint channels, string message)
    {
        await using var bench = await Bench.StartAsync();
        var config = new AudioConfig { SampleRate = rate, BitDepth = depth, Channels = channels };
        using var play = bench.Client.PlayAudio(Bench.Options());
        await play.RequestStream.WriteAsync(new PlayAudioRequest { Config = config });
        using var record = bench.Client.RecordAudio(new RecordAudioRequest { Config = config, DurationMs = 10 }, Bench.Options());

        Status[] refusals = [(await Bench.RefusalOf(play.ResponseAsync)).Status, (await Bench.RefusalOf(record.ResponseStream.MoveNext(CancellationToken.None))).Status];

        refusals.Should().OnlyContain(status => status.StatusCode == StatusCode.InvalidArgument);
        refusals.Should().OnlyContain(status => status.Detail.Contains(message));
        refusals[0].Detail.Should().EndWith("(for playback)");
        refusals[1].Detail.Should().EndWith("(for recording)");
    }

    [Test]
    public async Task A_play_without_a_message_is_refused()
    {
        await using var bench = await Bench.StartAsync();
        using var call = bench.Client.PlayAudio(Bench.Options());
        await call.RequestStream.CompleteAsync();

        var refusal = await Bench.RefusalOf(call.ResponseAsync);

        refusal.StatusCode.Should().Be(StatusCode.InvalidArgument);
        refusal.Status.Detail.Should().Contain("no message arrived").And.Contain("config");
    }

    [Test]
    public async Task A_call_without_configuration_is_refused()
    {
        await using var bench = await Bench.StartAsync();
        using var play = bench.Client.PlayAudio(Bench.Options());
        await play.RequestStream.WriteAsync(new PlayAudioRequest { AudioData = Google.Protobuf.ByteString.CopyFrom(new byte[320]) });
        using var record = bench.Client.RecordAudio(new RecordAudioRequest { DurationMs = 10 }, Bench.Options());

        Status[] refusals = [(await Bench.RefusalOf(play.ResponseAsync)).Status, (await Bench.RefusalOf(record.ResponseStream.MoveNext(CancellationToken.None))).Status];

        refusals.Should().OnlyContain(status => status.StatusCode == StatusCode.InvalidArgument && status.Detail.Contains("config is missing"));
    }

    [Test]
    public async Task A_side_the_device_does_not_have_is_advertised_as_such_and_refuses_its_calls()
    {
        var format = new DeviceFormat(16_000, 16, 1);
        await using var bench = await Bench.StartAsync(DeviceFile.Reference with { Playback = SideDescription.None, Recording = SideDescription.None });
        using var play = bench.Client.PlayAudio(Bench.Options());
        using var record = bench.Client.RecordAudio(new RecordAudioRequest { Config = Bench.Config(format), DurationMs = 10 }, Bench.Options());

        var info = await bench.Client.GetAudioInfoAsync(new Empty(), Bench.Options());
        Status[] refusals = [(await Bench.RefusalOf(play.ResponseAsync)).Status, (await Bench.RefusalOf(record.ResponseStream.MoveNext(CancellationToken.None))).Status];

        new[] { info.Playback, info.Recording }.Should().AllBeEquivalentTo(new AudioCapabilities());
        refusals.Should().OnlyContain(status => status.StatusCode == StatusCode.FailedPrecondition && status.Detail.Contains("not available"));
    }

    [Test]
    public async Task The_capabilities_are_those_of_the_description()
    {
        await using var bench = await Bench.StartAsync();

        var info = await bench.Client.GetAudioInfoAsync(new Empty(), Bench.Options());

        var expected = new AudioCapabilities { Available = true, SampleRates = { 16_000, 44_100, 48_000 }, BitDepths = { 16, 24 }, Channels = { 1, 2 } };
        info.Should().Be(new GetAudioInfoResponse { Playback = expected, Recording = expected });
    }
}
