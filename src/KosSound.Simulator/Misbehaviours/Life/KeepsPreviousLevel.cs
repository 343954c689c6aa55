using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service;
using KosSound.Simulator.Service.Wire;
using System.Buffers.Binary;

namespace KosSound.Simulator.Misbehaviours.Life;

/// <summary>Plays 16-bit mono that follows 24 bit of 44.1 kHz at half of its level.</summary>
internal sealed class KeepsPreviousLevel : Misbehaviour
{
    public override string Name => "keeps-previous-level";

    public override string Description => "plays 16-bit mono that follows 24 bit of 44.1 kHz at half of its level";

    public override string Breaks => "life/state-leak";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine)
    {
        var wasDeep = false;
        return new EditedPlays(calls, messages =>
        {
            var half = false;
            return new EditedMessages(messages, message =>
            {
                if (message is null)
                    return [];
                if (message.Config is { } config)
                {
                    half = wasDeep && config is { BitDepth: 16, Channels: 1 };
                    wasDeep = config is { SampleRate: 44_100, BitDepth: 24 };
                }

                if (!half)
                    return [message];
                using (message)
                {
                    var audio = message.Audio.ToArray();
                    for (var at = 0; at + 2 <= audio.Length; at += 2)
                        BinaryPrimitives.WriteInt16LittleEndian(audio.AsSpan(at), (short)(BinaryPrimitives.ReadInt16LittleEndian(audio.AsSpan(at)) / 2));
                    return [PlayMessage.Of(message.Config?.Clone(), audio)];
                }
            });
        });
    }
}
