using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service.Wire;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Wire;

/// <summary>Takes the samples it plays for unsigned.</summary>
internal sealed class PlaysUnsigned : Misbehaviour
{
    public override string Name => "plays-unsigned";

    public override string Description => "takes the samples it plays for unsigned";

    public override string Breaks => "wire/encoding";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new EditedPlays(calls, messages =>
    {
        var (bytes, at) = (2, 0);
        return new EditedMessages(messages, message =>
        {
            if (message is null)
                return [];
            using (message)
            {
                if (message.Config is { } config)
                    bytes = (int)Math.Max(1, config.BitDepth / 8);
                var audio = message.Audio.ToArray();
                for (var i = 0; i < audio.Length; i++, at++)
                    audio[i] ^= (byte)(at % bytes == bytes - 1 ? 0x80 : 0);
                return [PlayMessage.Of(message.Config?.Clone(), audio)];
            }
        });
    });
}
