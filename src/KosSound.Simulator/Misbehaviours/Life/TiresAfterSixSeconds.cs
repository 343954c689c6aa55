using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service.Wire;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Life;

/// <summary>Loses one message of every play after its sixth second.</summary>
internal sealed class TiresAfterSixSeconds : Misbehaviour
{
    public override string Name => "tires-after-six-seconds";

    public override string Description => "loses one message of every play after its sixth second";

    public override string Breaks => "life/soak";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new EditedPlays(calls, messages =>
    {
        var (bytes, bytesPerSecond, lost) = (0L, long.MaxValue / 6, false);
        return new EditedMessages(messages, message =>
        {
            if (message is null)
                return [];
            if (message.Config is { } config)
                bytesPerSecond = (long)config.SampleRate * (config.BitDepth / 8) * config.Channels;
            bytes += message.Audio.Length;
            if (lost || bytes < 6 * bytesPerSecond)
                return [message];
            lost = true;
            message.Dispose();
            return [PlayMessage.Of(null, [])];
        });
    });
}
