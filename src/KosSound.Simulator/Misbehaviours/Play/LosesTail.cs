using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service.Wire;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Play;

/// <summary>Never plays the last 5 ms.</summary>
internal sealed class LosesTail : Misbehaviour
{
    public override string Name => "loses-tail";

    public override string Description => "never plays the last 5 ms";

    public override string Breaks => "play/last-frame-heard";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new EditedPlays(calls, messages =>
    {
        var held = new List<byte>();
        var holdBytes = 0;
        return new EditedMessages(messages, message =>
        {
            if (message is null)
                return [];
            using (message)
            {
                if (message.Config is { SampleRate: <= 192_000, BitDepth: <= 32, Channels: <= 8 } config)
                    holdBytes = (int)(config.SampleRate / 200) * (int)(config.BitDepth / 8 * config.Channels);
                held.AddRange(message.Audio.Span);
                var ready = Math.Max(0, held.Count - holdBytes);
                var audio = held.GetRange(0, ready).ToArray();
                held.RemoveRange(0, ready);
                return [PlayMessage.Of(message.Config?.Clone(), audio)];
            }
        });
    });
}
