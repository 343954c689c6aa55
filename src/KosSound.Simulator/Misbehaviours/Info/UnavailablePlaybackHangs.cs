using KOS.Common;
using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Info;

/// <summary>Has no playback side and never answers when it is used.</summary>
internal sealed class UnavailablePlaybackHangs : Misbehaviour
{
    public override string Name => "unavailable-playback-hangs";

    public override string Description => "has no playback side and never answers when it is used";

    public override string Breaks => "info/unavailable-is-empty-or-refused";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new WithoutPlayback(calls, async context =>
    {
        await Task.Delay(Timeout.Infinite, context.CancellationToken);
        return new ActionResponse();
    });
}
