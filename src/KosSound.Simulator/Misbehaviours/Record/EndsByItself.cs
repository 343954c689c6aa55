using Grpc.Core;
using KOS.Sound;
using KosSound.Simulator.Engine;
using KosSound.Simulator.Service.Wire;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Record;

/// <summary>Ends a recording of duration 0 after 1.5 s.</summary>
internal sealed class EndsByItself : Misbehaviour
{
    public override string Name => "ends-by-itself";

    public override string Description => "ends a recording of duration 0 after 1.5 s";

    public override string Breaks => "record/continuous-until-stopped";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new Calls(calls);

    private sealed class Calls(SoundCalls inner) : RelayedCalls(inner)
    {
        public override Task RecordAudio(RecordAudioRequest request, IServerStreamWriter<RecordMessage> responseStream, ServerCallContext context)
        {
            if (request.DurationMs == 0)
                request.DurationMs = 1_500;
            return base.RecordAudio(request, responseStream, context);
        }
    }
}
