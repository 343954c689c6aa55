using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using KOS.Common;
using KosSound.Simulator.Engine;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Record;

/// <summary>Never answers a StopRecording when nothing records.</summary>
internal sealed class IdleStopHangs : Misbehaviour
{
    public override string Name => "idle-stop-hangs";

    public override string Description => "never answers a StopRecording when nothing records";

    public override string Breaks => "record/stop-idle";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new Calls(calls);

    private sealed class Calls(SoundCalls inner) : RelayedCalls(inner)
    {
        public override async Task<ActionResponse> StopRecording(Empty request, ServerCallContext context)
        {
            var answer = await base.StopRecording(request, context);
            if (!answer.Success)
                await Task.Delay(Timeout.Infinite, context.CancellationToken);
            return answer;
        }
    }
}
