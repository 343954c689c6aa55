using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Play;

/// <summary>Plays an unadvertised rate at 48 kHz instead of refusing it.</summary>
internal sealed class PlaysAnyRate : Misbehaviour
{
    public override string Name => "plays-any-rate";

    public override string Description => "plays an unadvertised rate at 48 kHz instead of refusing it";

    public override string Breaks => "play/unadvertised-refused";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new EditedPlays(calls, messages => new EditedMessages(messages, message =>
    {
        if (message?.Config is { SampleRate: not (16_000 or 44_100 or 48_000) } config)
            config.SampleRate = 48_000;
        return message is null ? [] : [message];
    }));
}
