using Grpc.Core;
using KOS.Sound;
using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service;
using KosSound.Simulator.Service.Wire;

namespace KosSound.Simulator.Misbehaviours.Record;

/// <summary>Records at 48 kHz, 16 bit or in stereo when the rate, depth or channel count is 0.</summary>
internal sealed class RecordsZeroAsDefault : Misbehaviour
{
    public override string Name => "records-zero-as-default";

    public override string Description => "records at 48 kHz, 16 bit or in stereo when the rate, depth or channel count is 0";

    public override string Breaks => "record/unadvertised-refused";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new Calls(calls);

    private sealed class Calls(SoundCalls inner) : RelayedCalls(inner)
    {
        public override Task RecordAudio(RecordAudioRequest request, IServerStreamWriter<RecordMessage> responseStream, ServerCallContext context)
        {
            DefaultConfig.Fill(request.Config);
            return base.RecordAudio(request, responseStream, context);
        }
    }
}
