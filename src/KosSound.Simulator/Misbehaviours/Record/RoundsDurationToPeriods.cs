using Grpc.Core;
using KOS.Sound;
using KosSound.Simulator.Engine;
using KosSound.Simulator.Service.Wire;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Record;

/// <summary>Records whole periods of 20 ms only.</summary>
internal sealed class RoundsDurationToPeriods : Misbehaviour
{
    public override string Name => "rounds-duration-to-periods";

    public override string Description => "records whole periods of 20 ms only";

    public override string Breaks => "record/duration-exact";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new Calls(calls);

    private sealed class Calls(SoundCalls inner) : RelayedCalls(inner)
    {
        public override Task RecordAudio(RecordAudioRequest request, IServerStreamWriter<RecordMessage> responseStream, ServerCallContext context)
        {
            request.DurationMs = (request.DurationMs + 19) / 20 * 20;
            return base.RecordAudio(request, responseStream, context);
        }
    }
}
