using Grpc.Core;
using KOS.Sound;
using KosSound.Simulator.Engine;
using KosSound.Simulator.Service.Wire;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Record;

/// <summary>Ends recordings of one channel with OK and without audio.</summary>
internal sealed class DeliversNoMono : Misbehaviour
{
    public override string Name => "delivers-no-mono";

    public override string Description => "ends recordings of one channel with OK and without audio";

    public override string Breaks => "record/every-format";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new Calls(calls);

    private sealed class Calls(SoundCalls inner) : RelayedCalls(inner)
    {
        public override Task RecordAudio(RecordAudioRequest request, IServerStreamWriter<RecordMessage> responseStream, ServerCallContext context)
        {
            return request.Config?.Channels == 1 ? Task.CompletedTask : base.RecordAudio(request, responseStream, context);
        }
    }
}
