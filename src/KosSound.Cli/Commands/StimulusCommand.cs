using System.CommandLine;
using System.Globalization;
using KosSound.Conformance.Configuration;
using KosSound.Conformance.Records;
using KosSound.Signals;
using KosSound.Signals.Stimuli;
using KosSound.Signals.Waves;

namespace KosSound.Cli.Commands;

/// <summary><c>stimulus</c>: the files to play by other means, to be analysed with <c>analyze</c>.</summary>
internal static class StimulusCommand
{
    public static Command Create()
    {
        var rate = new Option<int>("--rate") { Description = "frames per second, 8000 … 192000", DefaultValueFactory = _ => 48_000, HelpName = "HZ" };
        var depth = new Option<int>("--depth") { Description = "bits per sample: 8, 16, 24 or 32", DefaultValueFactory = _ => 16, HelpName = "BITS" };
        var channels = new Option<int>("--channels") { Description = "1 … 8", DefaultValueFactory = _ => 2, HelpName = "N" };
        var level = new Option<double>("--level") { Description = "peak level in dBFS, -60 … 0", DefaultValueFactory = _ => -12, HelpName = "DBFS" };
        var loopback = new Option<LoopbackKind?>("--loopback") { Description = "the loop it is meant for (default: digital)", CustomParser = Words.Loopback, HelpName = "digital|electrical|acoustic" };
        var seed = new Option<int?>("--seed") { Description = "seed of what is pseudo-random in it (default: 1)", CustomParser = Words.Seed, HelpName = "N" };
        var folder = new Option<string>("--out") { Description = "folder for stimulus.wav and stimulus.json", Required = true, HelpName = "DIR" };
        var command = new Command("stimulus", "Write the test signal as stimulus.wav with its description stimulus.json, to be played by other means.") { rate, depth, channels, level, loopback, seed, folder };
        command.SetAction(parsed => Write(
            new PcmFormat(parsed.GetValue(rate), parsed.GetValue(depth), parsed.GetValue(channels)),
            parsed.GetValue(loopback) ?? LoopbackKind.Digital,
            new StimulusOptions { LevelDbfs = parsed.GetValue(level), Seed = parsed.GetValue(seed) ?? 1 },
            parsed.GetValue(folder)!));
        return command;
    }

    private static int Write(PcmFormat format, LoopbackKind loopback, StimulusOptions options, string folder)
    {
        var stimulus = Render(format, loopback, options);
        try
        {
            Directory.CreateDirectory(folder);
            WaveFile.Write(Path.Combine(folder, "stimulus.wav"), format, stimulus.Pcm.Span);
            StimulusFile.Write(Path.Combine(folder, "stimulus.json"), stimulus.Plan);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"--out {folder}: cannot be written: {e.Message}", e);
        }

        var seconds = format.DurationOf(stimulus.Plan.Frames).TotalSeconds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Path.Combine(folder, "stimulus.wav")}: {format}, {seconds:F2} s, peak {options.LevelDbfs} dBFS"));
        return (int)ExitCode.Pass;
    }

    private static Stimulus Render(PcmFormat format, LoopbackKind loopback, StimulusOptions options)
    {
        try
        {
            return StimulusRenderer.Render(StimulusPlanner.Composite(format, loopback, options));
        }
        catch (ArgumentException e)
        {
            throw new ConfigurationException(e.Message.Split(" (Parameter", 2)[0], e);
        }
    }
}
