using Grpc.Core;
using KOS.Common;
using KOS.Sound;
using KosSound.Simulator.Service;
using KosSound.Simulator.Service.Wire;

namespace KosSound.Simulator.Misbehaviours.Tools;

/// <summary>Puts the end of a play before the next one.</summary>
/// <param name="inner">The calls as they should be.</param>
/// <param name="bytes">How much, of its last message that is as long.</param>
/// <param name="isLeaking">Gets the configuration of the play before and of this one: true where it does.</param>
internal sealed class LeftOver(SoundCalls inner, int bytes, Func<AudioConfig?, AudioConfig?, bool> isLeaking) : RelayedCalls(inner)
{
    private (AudioConfig? Config, byte[] Audio) _left = (null, []);

    public override Task<ActionResponse> PlayAudio(IAsyncStreamReader<PlayMessage> requestStream, ServerCallContext context)
    {
        var (first, config, latest) = (true, (AudioConfig?)null, Array.Empty<byte>());
        return base.PlayAudio(new EditedMessages(requestStream, message =>
        {
            if (message is null)
            {
                _left = (config, latest);
                return [];
            }

            config ??= message.Config?.Clone();
            if (message.Audio.Length >= bytes)
                latest = message.Audio[^bytes..].ToArray();
            if (!first || _left.Audio.Length == 0 || !isLeaking(_left.Config, config))
            {
                first = false;
                return [message];
            }

            first = false;
            using (message)
                return [PlayMessage.Of(message.Config?.Clone(), [.. _left.Audio, .. message.Audio.Span])];
        }), context);
    }
}
