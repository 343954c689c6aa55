using KOS.Common;
using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Wire;

/// <summary>Has no playback side and says UNKNOWN in-band when it is used.</summary>
internal sealed class UnavailablePlaybackIsUnknown : Misbehaviour
{
    public override string Name => "unavailable-playback-is-unknown";

    public override string Description => "has no playback side and says UNKNOWN in-band when it is used";

    public override string Breaks => "errors/unavailable";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new WithoutPlayback(calls,
        _ => Task.FromResult(new ActionResponse { Error = new Error { Code = ErrorCode.Unknown, Message = "error" } }));
}
