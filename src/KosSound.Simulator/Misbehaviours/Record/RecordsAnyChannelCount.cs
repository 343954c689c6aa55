using Grpc.Core;
using KOS.Sound;
using KosSound.Simulator.Engine;
using KosSound.Simulator.Service;
using KosSound.Simulator.Service.Wire;

namespace KosSound.Simulator.Misbehaviours.Record;

/// <summary>Records stereo when an unadvertised channel count is asked for.</summary>
internal sealed class RecordsAnyChannelCount : Misbehaviour
{
    public override string Name => "records-any-channel-count";

    public override string Description => "records stereo when an unadvertised channel count is asked for";

    public override string Breaks => "record/unadvertised-refused";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new Calls(calls);

    private sealed class Calls(SoundCalls inner) : RelayedCalls(inner)
    {
        public override Task RecordAudio(RecordAudioRequest request, IServerStreamWriter<RecordMessage> responseStream, ServerCallContext context)
        {
            if (request.Config is { Channels: not (1 or 2) } config)
                config.Channels = 2;
            return base.RecordAudio(request, responseStream, context);
        }
    }
}
