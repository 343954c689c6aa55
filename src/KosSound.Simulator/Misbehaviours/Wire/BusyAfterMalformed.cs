using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Wire;

/// <summary>Refuses plays for 3 s after one whose messages it could not read.</summary>
internal sealed class BusyAfterMalformed : Misbehaviour
{
    public override string Name => "busy-after-malformed";

    public override string Description => "refuses plays for 3 s after one whose messages it could not read";

    public override string Breaks => "wire/malformed";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new AfterMalformedPlay(calls,
        (messages, since) => since < TimeSpan.FromSeconds(3) ? throw Refusal.FailedPrecondition("playback is still busy") : messages);
}
