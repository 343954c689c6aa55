using System.CommandLine;
using System.Globalization;
using KosSound.Conformance.Records;
using KosSound.Suites.Containers;
using KosSound.Suites.Images;

namespace KosSound.Cli.Commands;

/// <summary><c>image</c>: the simulated robot as a container image.</summary>
internal static class ImageCommand
{
    public static Command Create(Interruption interruption)
    {
        var tag = new Option<string>("--tag") { Description = "name of the image", DefaultValueFactory = _ => ImageName.Default, HelpName = "NAME" };
        var from = new Option<string?>("--base")
        {
            Description = $"what it stands on: '{ImageBuild.FromRegistry}', '{ImageBuild.FromHost}' for this machine's own .NET runtime, or an image that is here (default: {ImageBuild.FromRegistry}, and {ImageBuild.FromHost} where that cannot be reached)",
            HelpName = "IMAGE",
        };
        var command = new Command("image", "Build the simulated robot as a container image, for --target container.") { tag, from };
        command.SetAction((parsed, _) => BuildAsync(parsed.GetValue(tag)!, parsed.GetValue(from), interruption.Token));
        return command;
    }

    private static async Task<int> BuildAsync(string tag, string? from, CancellationToken stop)
    {
        var request = new ImageRequest
        {
            Tag = ImageName.Check(tag, "--tag"),
            Base = from is null ? null : ImageName.Check(from, "--base"),
        };
        var image = await ImageBuild.RunAsync(request, Console.Error.WriteLine, stop);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"built {image.Tag}, {image.Bytes / 1e6:F0} MB, on {image.Base}; './run.sh --target container{(image.Tag == ImageName.Default ? "" : $":{image.Tag}")}' runs against it"));
        return (int)ExitCode.Pass;
    }
}
