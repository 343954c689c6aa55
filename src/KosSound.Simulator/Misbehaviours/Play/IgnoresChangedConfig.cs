using Grpc.Core;
using KOS.Common;
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

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new Calls(calls);

    private sealed class Calls(SoundCalls inner) : RelayedCalls(inner)
    {
        public override Task<ActionResponse> PlayAudio(IAsyncStreamReader<PlayMessage> requestStream, ServerCallContext context)
        {
            var first = true;
            return base.PlayAudio(new EditedMessages(requestStream, message =>
            {
                if (message is null)
                    return [];
                using (message)
                {
                    var config = first ? message.Config?.Clone() : null;
                    first = false;
                    return [PlayMessage.Of(config, message.Audio.Span)];
                }
            }), context);
        }
    }
}
