using KosSound.Device;
using KosSound.Suites.Targets;

namespace KosSound.Suites.Session;

/// <summary>Finds out whether a device that dropped a call is still there, so that the rest of the run need not wait for it.</summary>
public sealed class DeviceWatch(Target target)
{
    /// <summary>Longest wait for a sign of life: what died is noticed within 10 s, the call that failed included.</summary>
    private static readonly TimeSpan SignOfLife = TimeSpan.FromSeconds(4);

    /// <summary>Why the device counts as lost; null while it answers.</summary>
    public string? Lost { get; private set; }

    /// <summary>Notes what a clause found out for itself.</summary>
    public void NoteLost(string message) => Lost ??= message;

    /// <summary>Asks a device that has just failed once more, over a new connection.</summary>
    public async Task LookAsync(SoundDeviceException cause, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(cause);
        try
        {
            await using var device = await SoundDevice.ConnectAsync(target.ClientOptions with { ConnectTimeout = SignOfLife }, cancellation);
        }
        catch (SoundDeviceException e)
        {
            Lost = $"the device answered before and does not any more: {e.Message} (first seen at: {cause.Message})";
        }
    }
}
