using Grpc.Core;
using KOS.Sound;
using KosSound.Simulator.Engine;
using KosSound.Simulator.Service;
using KosSound.Simulator.Service.Wire;

namespace KosSound.Simulator.Misbehaviours.Record;

/// <summary>Records at 48 kHz when an unadvertised rate is asked for.</summary>
internal sealed class RecordsAnyRate : Misbehaviour
{
    public override string Name => "records-any-rate";

    public override string Description => "records at 48 kHz when an unadvertised rate is asked for";

    public override string Breaks => "record/unadvertised-refused";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new Calls(calls);

    private sealed class Calls(SoundCalls inner) : RelayedCalls(inner)
    {
        public override Task RecordAudio(RecordAudioRequest request, IServerStreamWriter<RecordMessage> responseStream, ServerCallContext context)
        {
            if (request.Config is { SampleRate: not (16_000 or 44_100 or 48_000) } config)
                config.SampleRate = 48_000;
            return base.RecordAudio(request, responseStream, context);
        }
    }
}
