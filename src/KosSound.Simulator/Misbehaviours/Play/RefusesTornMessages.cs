using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Play;

/// <summary>Refuses a play of which a message ends inside a frame.</summary>
internal sealed class RefusesTornMessages : Misbehaviour
{
    public override string Name => "refuses-torn-messages";

    public override string Description => "refuses a play of which a message ends inside a frame";

    public override string Breaks => "play/any-chunking";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new EditedPlays(calls, messages =>
    {
        var frameBytes = 1;
        return new EditedMessages(messages, message =>
        {
            if (message is null)
                return [];
            frameBytes = FrameSize.After(frameBytes, message.Config);
            return message.Audio.Length % frameBytes == 0 ? [message] : throw Refusal.InvalidArgument("audio_data must be whole frames");
        });
    });
}
