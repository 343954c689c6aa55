using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using KOS.Common;
using KosSound.Simulator.Engine;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Record;

/// <summary>Ends the recording that it is asked to stop, and says that there was none.</summary>
internal sealed class DeniesStopping : Misbehaviour
{
    public override string Name => "denies-stopping";

    public override string Description => "ends the recording that it is asked to stop, and says that there was none";

    public override string Breaks => "record/continuous-until-stopped";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new Calls(calls);

    private sealed class Calls(SoundCalls inner) : RelayedCalls(inner)
    {
        public override async Task<ActionResponse> StopRecording(Empty request, ServerCallContext context)
        {
            await base.StopRecording(request, context);
            return new ActionResponse { Error = new Error { Code = ErrorCode.InvalidArgument, Message = "no recording is under way" } };
        }
    }
}
