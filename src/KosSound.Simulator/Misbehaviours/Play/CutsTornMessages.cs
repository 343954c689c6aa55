using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service;
using KosSound.Simulator.Service.Wire;

namespace KosSound.Simulator.Misbehaviours.Play;

/// <summary>Throws away what of a message is no whole frame, unless it is all there is.</summary>
internal sealed class CutsTornMessages : Misbehaviour
{
    public override string Name => "cuts-torn-messages";

    public override string Description => "throws away what of a message is no whole frame, unless it is all there is";

    public override string Breaks => "play/any-chunking";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new EditedPlays(calls, messages =>
    {
        var frameBytes = 1;
        return new EditedMessages(messages, message =>
        {
            if (message is null)
                return [];
            frameBytes = FrameSize.After(frameBytes, message.Config);
            if (message.Audio.Length < frameBytes)
                return [message];
            using (message)
                return [PlayMessage.Of(message.Config?.Clone(), message.Audio.Span[..(message.Audio.Length / frameBytes * frameBytes)])];
        });
    });
}
