using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service;
using KosSound.Simulator.Service.Wire;

namespace KosSound.Simulator.Misbehaviours.Life;

/// <summary>Plays mono that follows stereo of 44.1 kHz as stereo.</summary>
internal sealed class KeepsPreviousFormat : Misbehaviour
{
    public override string Name => "keeps-previous-format";

    public override string Description => "plays mono that follows stereo of 44.1 kHz as stereo";

    public override string Breaks => "life/state-leak";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine)
    {
        var wasStereo = false;
        return new EditedPlays(calls, messages =>
        {
            var frameBytes = 0;
            return new EditedMessages(messages, message =>
            {
                if (message is null)
                    return [];
                if (message.Config is { BitDepth: <= 32, Channels: 1 or 2 } config)
                {
                    frameBytes = wasStereo && config.Channels == 1 ? (int)config.BitDepth / 4 : 0;
                    wasStereo = config is { SampleRate: 44_100, Channels: 2 };
                    if (frameBytes > 0)
                        config.Channels = 2;
                }

                if (frameBytes == 0)
                    return [message];
                using (message)
                    return [PlayMessage.Of(message.Config?.Clone(), message.Audio.Span[..(message.Audio.Length / frameBytes * frameBytes)])];
            });
        });
    }
}
