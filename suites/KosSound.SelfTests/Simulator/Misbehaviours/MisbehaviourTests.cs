using FluentAssertions;
using Grpc.Core;
using KOS.Sound;
using KosSound.SelfTests.Simulator.Service;
using KosSound.Simulator;
using KosSound.Simulator.DeviceFiles;
using KosSound.Simulator.Misbehaviours;
using KosSound.Simulator.Pcm;
using NUnit.Framework;

namespace KosSound.SelfTests.Simulator.Misbehaviours;

[Parallelizable(ParallelScope.All)]
public sealed class MisbehaviourTests
{
    private static readonly DeviceFormat Mono16 = new(16_000, 16, 1);

    [Test]
    public void A_device_file_names_its_misbehaviours_and_a_wrong_name_is_refused_with_those_there_are()
    {
        const string Sides = "playback: { available: false }\nrecording: { available: false }\n";

        DeviceFile.Parse(Sides + "misbehaviours: [upstream-0.7]", "a.yaml").Misbehaviours.Should()
            .ContainSingle().Which.Name.Should().Be("upstream-0.7");
        var wrong = () => DeviceFile.Parse(Sides + "misbehaviours: [sings]", "a.yaml");
        var shape = () => DeviceFile.Parse(Sides + "misbehaviours: { a: b }", "a.yaml");

        wrong.Should().Throw<DeviceFileException>().WithMessage("a.yaml:3: misbehaviours: none is called 'sings'; there are *upstream-0.7*");
        shape.Should().Throw<DeviceFileException>().WithMessage("a.yaml:3: misbehaviours: a list of names is expected");
    }

    [Test]
    public void Every_misbehaviour_has_a_name_of_its_own_and_a_description()
    {
        MisbehaviourCatalog.All.Select(wrong => wrong.Name).Should().OnlyHaveUniqueItems();
        MisbehaviourCatalog.All.Should().OnlyContain(wrong => wrong.Description.Length > 20);
    }

    [Test]
    public async Task Upstream_answers_at_once_plays_nothing_and_still_wants_a_configuration()
    {
        await using var bench = await Bench.StartAsync(
            DeviceFile.Reference with { Misbehaviours = [MisbehaviourCatalog.Find("upstream-0.7")!] }, TimeMode.Simulated);
        TimeSpan answered = default;

        var heard = await bench.LoopAsync(Mono16, async () =>
        {
            var start = bench.Device.Time.GetTimestamp();
            using var call = bench.Client.PlayAudio(Bench.Options());
            await bench.SendAsync(call, new PlayAudioRequest { Config = Bench.Config(Mono16), AudioData = Google.Protobuf.ByteString.CopyFrom(Bench.Noise(Mono16, 16_000)) });
            (await call.ResponseAsync).Success.Should().BeTrue();
            answered = bench.Device.Time.GetElapsedTime(start);
            bench.Device.PlayEnded();
        });
        using var empty = bench.Client.PlayAudio(Bench.Options());
        await empty.RequestStream.CompleteAsync();

        heard.FirstFrame.Should().BeNull("nothing is played");
        answered.TotalMilliseconds.Should().BeLessThan(500, "a second was to be played");
        (await Bench.RefusalOf(empty.ResponseAsync)).StatusCode.Should().Be(StatusCode.InvalidArgument);
    }
}
