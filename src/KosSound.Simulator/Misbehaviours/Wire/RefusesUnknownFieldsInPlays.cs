using KOS.Sound;
using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Wire;

/// <summary>Refuses a play whose configuration has fields it does not know.</summary>
internal sealed class RefusesUnknownFieldsInPlays : Misbehaviour
{
    public override string Name => "refuses-unknown-fields-in-plays";

    public override string Description => "refuses a play whose configuration has fields it does not know";

    public override string Breaks => "wire/unknown-fields";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new EditedPlays(calls, messages => new EditedMessages(messages, message =>
    {
        if (AreIn(message?.Config))
            throw Refusal.InvalidArgument("config has unknown fields");
        return message is null ? [] : [message];
    }));

    /// <summary>True when a configuration has unknown fields.</summary>
    internal static bool AreIn(AudioConfig? config) =>
        config is not null && config.CalculateSize() != new AudioConfig { SampleRate = config.SampleRate, BitDepth = config.BitDepth, Channels = config.Channels }.CalculateSize();

}
