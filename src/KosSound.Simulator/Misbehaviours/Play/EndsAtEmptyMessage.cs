using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service.Wire;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Play;

/// <summary>Takes an empty message for the end of the audio.</summary>
internal sealed class EndsAtEmptyMessage : Misbehaviour
{
    public override string Name => "ends-at-empty-message";

    public override string Description => "takes an empty message for the end of the audio";

    public override string Breaks => "play/any-chunking";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new EditedPlays(calls, messages =>
    {
        var ended = false;
        return new EditedMessages(messages, message =>
        {
            ended |= message is { Config: null, Audio.Length: 0 };
            if (message is not null && !ended)
                return [message];
            message?.Dispose();
            return message is null ? [] : [PlayMessage.Of(null, [])];
        });
    });
}
