using Grpc.Core;
using KOS.Common;
using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service;
using KosSound.Simulator.Service.Wire;

namespace KosSound.Simulator.Misbehaviours.Play;

/// <summary>Leaves out the next message of a play when a second play comes.</summary>
internal sealed class StumblesOverSecond : Misbehaviour
{
    public override string Name => "stumbles-over-second";

    public override string Description => "leaves out the next message of a play when a second play comes";

    public override string Breaks => "play/concurrent";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new Calls(calls);

    private sealed class Calls(SoundCalls inner) : RelayedCalls(inner)
    {
        private int _calls;
        private int _stumbles;

        public override async Task<ActionResponse> PlayAudio(IAsyncStreamReader<PlayMessage> requestStream, ServerCallContext context)
        {
            if (Interlocked.Increment(ref _calls) > 1)
                Interlocked.Exchange(ref _stumbles, 1);
            try
            {
                return await base.PlayAudio(EditedMessages.Audio(requestStream, message => message.Index > 0 && Interlocked.Exchange(ref _stumbles, 0) == 1 ? [] : message.Audio.ToArray()), context);
            }
            finally
            {
                Interlocked.Decrement(ref _calls);
            }
        }
    }
}
