using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service.Wire;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Life;

/// <summary>Waits for 0, 20, 40 … 80 ms before a play begins.</summary>
internal sealed class StartsAtRandom : Misbehaviour
{
    public override string Name => "starts-at-random";

    public override string Description => "waits for 0, 20, 40 … 80 ms before a play begins";

    public override string Breaks => "life/restart-spread";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine)
    {
        var plays = 0;
        return new EditedPlays(calls, messages =>
        {
            var starts = Interlocked.Increment(ref plays);
            byte[] silence = [];
            var first = true;
            return new EditedMessages(messages, message =>
            {
                if (message is null)
                    return [];
                if (message.Config is { SampleRate: <= 192_000, BitDepth: <= 32, Channels: <= 8 } config)
                    silence = new byte[starts % 5 * (config.SampleRate / 50) * (config.BitDepth / 8) * config.Channels];
                if (!first)
                    return [message];
                first = false;
                using (message)
                    return [PlayMessage.Of(message.Config?.Clone(), [.. silence, .. message.Audio.Span])];
            });
        });
    }
}
