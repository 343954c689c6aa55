using KOS.Sound;

namespace KosSound.Device.Capabilities;

/// <summary>What a device says it can do, as received.</summary>
/// <param name="Playback">The speaker's side.</param>
/// <param name="Recording">The microphone's side.</param>
/// <param name="AnswerTime">Real time between asking and the answer.</param>
public sealed record DeviceCapabilities(SideCapabilities Playback, SideCapabilities Recording, TimeSpan AnswerTime)
{
    /// <summary>What an answer to GetAudioInfo claims; nothing where a side is missing from it.</summary>
    public static DeviceCapabilities From(GetAudioInfoResponse answer, TimeSpan answerTime = default)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return new DeviceCapabilities(SideCapabilities.From(answer.Playback), SideCapabilities.From(answer.Recording), answerTime);
    }

    /// <summary>True when both sides say the same; the order within the lists counts, <see cref="AnswerTime"/> does not.</summary>
    public bool SaysTheSameAs(DeviceCapabilities other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Playback.SaysTheSameAs(other.Playback) && Recording.SaysTheSameAs(other.Recording);
    }
}
