using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service.Wire;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Play;

/// <summary>Accepts 24-bit audio and plays silence.</summary>
internal sealed class SilentAt24Bit : Misbehaviour
{
    public override string Name => "silent-at-24-bit";

    public override string Description => "accepts 24-bit audio and plays silence";

    public override string Breaks => "play/every-format";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new EditedPlays(calls, messages =>
    {
        var silent = false;
        return new EditedMessages(messages, message =>
        {
            if (message is null)
                return [];
            silent |= message.Config?.BitDepth == 24;
            using (message)
                return [PlayMessage.Of(message.Config?.Clone(), silent ? new byte[message.Audio.Length] : message.Audio.Span)];
        });
    });
}
