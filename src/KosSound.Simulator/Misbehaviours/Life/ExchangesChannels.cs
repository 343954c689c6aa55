using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service.Wire;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Life;

/// <summary>Exchanges left and right on every fourth start of 16-bit stereo.</summary>
internal sealed class ExchangesChannels : Misbehaviour
{
    public override string Name => "exchanges-channels";

    public override string Description => "exchanges left and right on every fourth start of 16-bit stereo";

    public override string Breaks => "life/restart-spread";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine)
    {
        var starts = 0;
        return new EditedPlays(calls, messages =>
        {
            var exchange = Interlocked.Increment(ref starts) % 4 == 0;
            var held = new List<byte>();
            return new EditedMessages(messages, message =>
            {
                if (message is null)
                    return [];
                exchange &= message.Config is null or { BitDepth: 16, Channels: 2 };
                if (!exchange)
                    return [message];
                using (message)
                {
                    held.AddRange(message.Audio.Span);
                    var audio = held.GetRange(0, held.Count / 4 * 4).ToArray();
                    held.RemoveRange(0, audio.Length);
                    for (var at = 0; at < audio.Length; at += 4)
                        (audio[at], audio[at + 1], audio[at + 2], audio[at + 3]) = (audio[at + 2], audio[at + 3], audio[at], audio[at + 1]);
                    return [PlayMessage.Of(message.Config?.Clone(), audio)];
                }
            });
        });
    }
}
