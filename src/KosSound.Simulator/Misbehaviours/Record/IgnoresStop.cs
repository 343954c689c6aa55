using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using KOS.Common;
using KosSound.Simulator.Engine;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Record;

/// <summary>Answers StopRecording with success and goes on.</summary>
internal sealed class IgnoresStop : Misbehaviour
{
    public override string Name => "ignores-stop";

    public override string Description => "answers StopRecording with success and goes on";

    public override string Breaks => "record/continuous-until-stopped";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new Calls(calls);

    private sealed class Calls(SoundCalls inner) : RelayedCalls(inner)
    {
        public override Task<ActionResponse> StopRecording(Empty request, ServerCallContext context) => Task.FromResult(new ActionResponse { Success = true });
    }
}
