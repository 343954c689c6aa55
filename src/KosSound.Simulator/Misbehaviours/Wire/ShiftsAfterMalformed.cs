using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Wire;

/// <summary>Plays one byte late what follows a play whose messages it could not read.</summary>
internal sealed class ShiftsAfterMalformed : Misbehaviour
{
    public override string Name => "shifts-after-malformed";

    public override string Description => "plays one byte late what follows a play whose messages it could not read";

    public override string Breaks => "wire/malformed";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new AfterMalformedPlay(calls, (messages, _) =>
    {
        byte[] late = [0];
        return EditedMessages.Audio(messages, message =>
        {
            byte[] audio = [.. late, .. message.Audio.Span];
            late = audio[^1..];
            return audio[..^1];
        });
    });
}
