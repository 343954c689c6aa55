using Grpc.Core;
using KOS.Sound;
using KosSound.Simulator.Engine;
using KosSound.Simulator.Service.Wire;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Record;

/// <summary>Records in a format of its own when none is asked for.</summary>
internal sealed class RecordsWithoutConfig : Misbehaviour
{
    public override string Name => "records-without-config";

    public override string Description => "records in a format of its own when none is asked for";

    public override string Breaks => "record/config-required";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new Calls(calls);

    private sealed class Calls(SoundCalls inner) : RelayedCalls(inner)
    {
        public override Task RecordAudio(RecordAudioRequest request, IServerStreamWriter<RecordMessage> responseStream, ServerCallContext context)
        {
            request.Config ??= new AudioConfig { SampleRate = 48_000, BitDepth = 16, Channels = 2 };
            return base.RecordAudio(request, responseStream, context);
        }
    }
}
