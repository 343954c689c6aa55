using FluentAssertions;
using KosSound.Conformance.Configuration;
using KosSound.Suites.Containers;
using NUnit.Framework;

namespace KosSound.SelfTests.Suites.Container;

public sealed class ImageNameTests
{
    [TestCase(ImageName.Default)]
    [TestCase("robot")]
    [TestCase("team/robot_sim:1.2-rc.1")]
    [TestCase("registry.example:5000/team/robot__sim")]
    [TestCase("localhost/robot@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")]
    public void Names_of_images_are_taken_as_they_are(string name) => ImageName.Check(name, "--tag").Should().Be(name);

    [TestCase("")]
    [TestCase("--privileged")]
    [TestCase("Robot")]
    [TestCase("robot:")]
    [TestCase("robot; reboot")]
    [TestCase("robot:1\n")]
    [TestCase("a//b:1:2")]
    public void Anything_else_is_refused_before_a_program_sees_it(string name) =>
        FluentActions.Invoking(() => ImageName.Check(name, "--tag")).Should().Throw<ConfigurationException>()
            .Which.Message.Should().StartWith($"--tag: '{name}' is not the name of an image");

    [TestCase(ImageName.Default, false)]
    [TestCase("team/robot", false)]
    [TestCase("registry.example/robot", true)]
    [TestCase("registry:5000/robot", true)]
    [TestCase("localhost/robot", true)]
    public void Only_an_image_that_names_its_registry_may_be_pulled(string name, bool named) => ImageName.NamesRegistry(name).Should().Be(named);
}
