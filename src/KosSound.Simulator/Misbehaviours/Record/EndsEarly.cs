using Grpc.Core;
using KOS.Sound;
using KosSound.Simulator.Engine;
using KosSound.Simulator.Service;
using KosSound.Simulator.Service.Wire;

namespace KosSound.Simulator.Misbehaviours.Record;

/// <summary>Ends recordings of 200 ms and more 5 ms early.</summary>
internal sealed class EndsEarly : Misbehaviour
{
    public override string Name => "ends-early";

    public override string Description => "ends recordings of 200 ms and more 5 ms early";

    public override string Breaks => "record/duration-exact";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new Calls(calls);

    private sealed class Calls(SoundCalls inner) : RelayedCalls(inner)
    {
        public override Task RecordAudio(RecordAudioRequest request, IServerStreamWriter<RecordMessage> responseStream, ServerCallContext context)
        {
            if (request.DurationMs >= 200)
                request.DurationMs -= 5;
            return base.RecordAudio(request, responseStream, context);
        }
    }
}
