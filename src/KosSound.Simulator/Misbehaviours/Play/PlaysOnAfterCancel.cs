using Grpc.Core;
using KOS.Common;
using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service.Wire;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Play;

/// <summary>Takes in all it is sent and plays it to the end although the call was cancelled.</summary>
internal sealed class PlaysOnAfterCancel : Misbehaviour
{
    public override string Name => "plays-on-after-cancel";

    public override string Description => "takes in all it is sent and plays it to the end although the call was cancelled";

    public override string Breaks => "play/cancel";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new Calls(calls);

    private sealed class Calls(SoundCalls inner) : RelayedCalls(inner)
    {
        public override async Task<ActionResponse> PlayAudio(IAsyncStreamReader<PlayMessage> requestStream, ServerCallContext context)
        {
            await using var messages = new GatheredMessages(requestStream, null, null, context.CancellationToken);
            return await base.PlayAudio(messages, new OwnContext(context, CancellationToken.None));
        }
    }
}
