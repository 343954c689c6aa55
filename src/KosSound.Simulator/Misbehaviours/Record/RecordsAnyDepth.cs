using Grpc.Core;
using KOS.Sound;
using KosSound.Simulator.Engine;
using KosSound.Simulator.Service.Wire;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Record;

/// <summary>Records 16 bit when an unadvertised depth is asked for.</summary>
internal sealed class RecordsAnyDepth : Misbehaviour
{
    public override string Name => "records-any-depth";

    public override string Description => "records 16 bit when an unadvertised depth is asked for";

    public override string Breaks => "record/unadvertised-refused";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new Calls(calls);

    private sealed class Calls(SoundCalls inner) : RelayedCalls(inner)
    {
        public override Task RecordAudio(RecordAudioRequest request, IServerStreamWriter<RecordMessage> responseStream, ServerCallContext context)
        {
            if (request.Config is { BitDepth: not (8 or 16 or 24 or 32) } config)
                config.BitDepth = 16;
            return base.RecordAudio(request, responseStream, context);
        }
    }
}
