using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Info;

/// <summary>Has no recording side and never answers when it is used.</summary>
internal sealed class UnavailableRecordingHangs : Misbehaviour
{
    public override string Name => "unavailable-recording-hangs";

    public override string Description => "has no recording side and never answers when it is used";

    public override string Breaks => "info/unavailable-is-empty-or-refused";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) =>
        new WithoutRecording(calls, context => Task.Delay(Timeout.Infinite, context.CancellationToken));
}
