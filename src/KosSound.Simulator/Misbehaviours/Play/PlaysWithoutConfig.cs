using KOS.Sound;
using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service.Wire;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Play;

/// <summary>Takes the first format it has when the first message carries none.</summary>
internal sealed class PlaysWithoutConfig : Misbehaviour
{
    public override string Name => "plays-without-config";

    public override string Description => "takes the first format it has when the first message carries none";

    public override string Breaks => "play/config-required";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new EditedPlays(calls, messages =>
    {
        var first = true;
        return new EditedMessages(messages, message =>
        {
            if (message is null)
                return [];
            using (message)
            {
                var config = message.Config?.Clone() ?? (first ? new AudioConfig { SampleRate = 48_000, BitDepth = 16, Channels = 2 } : null);
                first = false;
                return [PlayMessage.Of(config, message.Audio.Span)];
            }
        });
    });
}
