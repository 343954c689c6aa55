using System.Globalization;
using Grpc.Core;
using KOS.Sound;
using KosSound.Simulator.Descriptions;
using KosSound.Simulator.Pcm;

namespace KosSound.Simulator.Service;

/// <summary>Turns a requested configuration into a format the side supports, or refuses it with the offending fields.</summary>
internal static class FormatGuard
{
    /// <param name="side">What is supported.</param>
    /// <param name="sideName"><c>playback</c> or <c>recording</c>, for the message.</param>
    /// <exception cref="RpcException">FAILED_PRECONDITION without the side, INVALID_ARGUMENT for values it does not support.</exception>
    public static DeviceFormat Require(SideDescription side, string sideName, AudioConfig? config)
    {
        RequireAvailable(side, sideName);
        if (config is null)
            throw Refusal.InvalidArgument("config is missing: the first message must carry sample_rate, bit_depth and channels");
        string?[] problems =
        [
            Problem("sample_rate", config.SampleRate, side.RatesHz, "Hz"),
            Problem("bit_depth", config.BitDepth, side.BitDepths, "bit"),
            Problem("channels", config.Channels, side.Channels, ""),
        ];
        if (Array.Exists(problems, problem => problem is not null))
            throw Refusal.InvalidArgument($"{string.Join("; ", problems.OfType<string>())} (for {sideName})");
        return new DeviceFormat((int)config.SampleRate, (int)config.BitDepth, (int)config.Channels);
    }

    /// <exception cref="RpcException">FAILED_PRECONDITION: the device lacks this side.</exception>
    public static void RequireAvailable(SideDescription side, string sideName)
    {
        if (!side.Available)
            throw Refusal.FailedPrecondition($"{sideName} is not available on this device");
    }

    private static string? Problem(string field, uint value, IReadOnlyList<int> allowed, string unit) =>
        allowed.Any(candidate => candidate == value)
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"config.{field} {value} is not supported, only {string.Join(", ", allowed)} {unit}").TrimEnd();
}
