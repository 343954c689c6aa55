using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service;
using KosSound.Simulator.Service.Wire;

namespace KosSound.Simulator.Misbehaviours.Play;

/// <summary>Plays whole periods of 10 ms only, so that most plays lose their end.</summary>
internal sealed class PlaysWholePeriods : Misbehaviour
{
    public override string Name => "plays-whole-periods";

    public override string Description => "plays whole periods of 10 ms only, so that most plays lose their end";

    public override string Breaks => "play/last-frame-heard";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new EditedPlays(calls, messages =>
    {
        var held = new List<byte>();
        var periodBytes = 1;
        return new EditedMessages(messages, message =>
        {
            if (message is null)
                return [];
            using (message)
            {
                if (message.Config is { SampleRate: >= 100 and <= 192_000, BitDepth: >= 8 and <= 32, Channels: >= 1 and <= 8 } config)
                    periodBytes = (int)(config.SampleRate / 100 * (config.BitDepth / 8) * config.Channels);
                held.AddRange(message.Audio.Span);
                var audio = held.GetRange(0, held.Count / periodBytes * periodBytes).ToArray();
                held.RemoveRange(0, audio.Length);
                return [PlayMessage.Of(message.Config?.Clone(), audio)];
            }
        });
    });
}
