using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service;
using KosSound.Simulator.Service.Wire;

namespace KosSound.Simulator.Misbehaviours.Play;

/// <summary>Takes a message of a single frame for a sign of life and throws it away.</summary>
internal sealed class SwallowsSingleFrames : Misbehaviour
{
    public override string Name => "swallows-single-frames";

    public override string Description => "takes a message of a single frame for a sign of life and throws it away";

    public override string Breaks => "play/any-chunking";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new EditedPlays(calls, messages =>
    {
        var frameBytes = 0;
        return new EditedMessages(messages, message =>
        {
            if (message is null)
                return [];
            frameBytes = FrameSize.After(frameBytes, message.Config);
            if (message.Audio.Length != frameBytes)
                return [message];
            using (message)
                return [PlayMessage.Of(message.Config?.Clone(), [])];
        });
    });
}
