using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service.Wire;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Play;

/// <summary>Keeps the bytes of a torn last frame and puts them before the next play.</summary>
internal sealed class ShiftsAfterPartialFrame : Misbehaviour
{
    public override string Name => "shifts-after-partial-frame";

    public override string Description => "keeps the bytes of a torn last frame and puts them before the next play";

    public override string Breaks => "play/partial-frame";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine)
    {
        byte[] left = [];
        return new EditedPlays(calls, messages =>
        {
            var (kept, frameBytes) = (left, 1);
            return new EditedMessages(messages, message =>
            {
                if (message is null)
                {
                    left = kept;
                    return [];
                }

                using (message)
                {
                    frameBytes = FrameSize.After(frameBytes, message.Config);
                    byte[] audio = [.. kept, .. message.Audio.Span];
                    var whole = audio.Length / frameBytes * frameBytes;
                    kept = audio[whole..];
                    return [PlayMessage.Of(message.Config?.Clone(), audio.AsSpan(0, whole))];
                }
            });
        });
    }
}
