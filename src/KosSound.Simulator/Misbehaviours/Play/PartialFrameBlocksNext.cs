using Grpc.Core;
using KOS.Common;
using KosSound.Simulator.Engine;
using KosSound.Simulator.Service;
using KosSound.Simulator.Service.Wire;

namespace KosSound.Simulator.Misbehaviours.Play;

/// <summary>Refuses the play that follows one which ended inside a frame.</summary>
internal sealed class PartialFrameBlocksNext : Misbehaviour
{
    public override string Name => "partial-frame-blocks-next";

    public override string Description => "refuses the play that follows one which ended inside a frame";

    public override string Breaks => "play/partial-frame";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new Calls(calls);

    private sealed class Calls(SoundCalls inner) : RelayedCalls(inner)
    {
        private int _torn;

        public override async Task<ActionResponse> PlayAudio(IAsyncStreamReader<PlayMessage> requestStream, ServerCallContext context)
        {
            if (Interlocked.Exchange(ref _torn, 0) == 1)
                throw Refusal.FailedPrecondition("the play before is not over");
            try
            {
                return await base.PlayAudio(requestStream, context);
            }
            catch (RpcException e) when (e.Status.Detail.StartsWith("audio_data ends inside a frame", StringComparison.Ordinal))
            {
                Interlocked.Exchange(ref _torn, 1);
                throw;
            }
        }
    }
}
