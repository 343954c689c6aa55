using Grpc.Core;
using KOS.Sound;
using KosSound.Simulator.Engine;
using KosSound.Simulator.Service;
using KosSound.Simulator.Service.Wire;

namespace KosSound.Simulator.Misbehaviours.Record;

/// <summary>Refuses to record one channel although it advertises it.</summary>
internal sealed class RefusesToRecordMono : Misbehaviour
{
    public override string Name => "refuses-to-record-mono";

    public override string Description => "refuses to record one channel although it advertises it";

    public override string Breaks => "record/every-format";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new Calls(calls);

    private sealed class Calls(SoundCalls inner) : RelayedCalls(inner)
    {
        public override Task RecordAudio(RecordAudioRequest request, IServerStreamWriter<RecordMessage> responseStream, ServerCallContext context)
        {
            return request.Config?.Channels == 1 ? throw Refusal.InvalidArgument("config.channels 1 is not supported") : base.RecordAudio(request, responseStream, context);
        }
    }
}
