using Grpc.Core;
using KOS.Common;
using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service.Wire;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Life;

/// <summary>Puts the end of a play before the next one.</summary>
internal sealed class LeaksIntoNext : Misbehaviour
{
    public override string Name => "leaks-into-next";

    public override string Description => "puts the end of a play before the next one";

    public override string Breaks => "life/state-leak";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new Calls(calls);

    private sealed class Calls(SoundCalls inner) : RelayedCalls(inner)
    {
        private byte[] _left = [];

        public override Task<ActionResponse> PlayAudio(IAsyncStreamReader<PlayMessage> requestStream, ServerCallContext context)
        {
            var (first, latest) = (true, Array.Empty<byte>());
            return base.PlayAudio(new EditedMessages(requestStream, message =>
            {
                if (message is null)
                {
                    _left = latest;
                    return [];
                }

                if (message.Audio.Length >= 48)
                    latest = message.Audio[^48..].ToArray();
                if (!first || _left.Length == 0)
                {
                    first = false;
                    return [message];
                }

                first = false;
                using (message)
                    return [PlayMessage.Of(message.Config?.Clone(), [.. _left, .. message.Audio.Span])];
            }), context);
        }
    }
}
