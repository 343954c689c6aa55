using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using KOS.Common;
using KosSound.Simulator.Engine;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Record;

/// <summary>Never answers a StopRecording while something records, and goes on recording.</summary>
internal sealed class StopHangs : Misbehaviour
{
    public override string Name => "stop-hangs";

    public override string Description => "never answers a StopRecording while something records, and goes on recording";

    public override string Breaks => "record/continuous-until-stopped";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new Calls(calls, engine);

    private sealed class Calls(SoundCalls inner, SoundEngine engine) : RelayedCalls(inner)
    {
        public override async Task<ActionResponse> StopRecording(Empty request, ServerCallContext context)
        {
            if (engine.IsRecording)
                await Task.Delay(Timeout.Infinite, context.CancellationToken);
            return await base.StopRecording(request, context);
        }
    }
}
