using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Play;

/// <summary>Refuses a configuration in any message but the first.</summary>
internal sealed class RefusesRepeatedConfig : Misbehaviour
{
    public override string Name => "refuses-repeated-config";

    public override string Description => "refuses a configuration in any message but the first";

    public override string Breaks => "play/repeated-config";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new EditedPlays(calls, messages =>
    {
        var first = true;
        return new EditedMessages(messages, message =>
        {
            if (message is null)
                return [];
            if (!first && message.Config is not null)
                throw Refusal.InvalidArgument("config may come in the first message only");
            first = false;
            return [message];
        });
    });
}
