using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Play;

/// <summary>Waits for the rest of a torn last frame for ever.</summary>
internal sealed class PartialFrameHangs : Misbehaviour
{
    public override string Name => "partial-frame-hangs";

    public override string Description => "waits for the rest of a torn last frame for ever";

    public override string Breaks => "play/partial-frame";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new SilentRefusals(calls, plays: "audio_data ends inside a frame");
}
