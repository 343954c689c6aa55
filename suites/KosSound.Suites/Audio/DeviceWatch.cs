using KosSound.Device;
using KosSound.Suites.Targets;

namespace KosSound.Suites.Audio;

/// <summary>Finds out whether a device that dropped a call is still there, so that the rest of the run need not wait for it.</summary>
public sealed class DeviceWatch(Target target)
{
    /// <summary>Why the device counts as lost; null while it answers.</summary>
    public string? Lost { get; private set; }

    /// <summary>Asks a device that has just failed once more, over a new connection.</summary>
    public async Task LookAsync(SoundDeviceException cause, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(cause);
        try
        {
            await using var device = await SoundDevice.ConnectAsync(target.ClientOptions, cancellation);
        }
        catch (SoundDeviceException e)
        {
            Lost = $"the device answered before and does not any more: {e.Message} (first seen at: {cause.Message})";
        }
    }
}
