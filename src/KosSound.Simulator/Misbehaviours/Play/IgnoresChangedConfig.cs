using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service.Wire;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Play;

/// <summary>Ignores a different configuration in mid-stream.</summary>
internal sealed class IgnoresChangedConfig : Misbehaviour
{
    public override string Name => "ignores-changed-config";

    public override string Description => "ignores a different configuration in mid-stream";

    public override string Breaks => "play/repeated-config";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new EditedPlays(calls, messages =>
    {
        var first = true;
        return new EditedMessages(messages, message =>
        {
            if (message is null)
                return [];
            using (message)
            {
                var config = first ? message.Config?.Clone() : null;
                first = false;
                return [PlayMessage.Of(config, message.Audio.Span)];
            }
        });
    });
}
