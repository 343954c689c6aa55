using Grpc.Core;
using KOS.Sound;
using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service;
using KosSound.Simulator.Service.Wire;

namespace KosSound.Simulator.Misbehaviours.Record;

/// <summary>Begins a recording without a duration with 100 ms of silence out of its buffer.</summary>
internal sealed class BeginsWithABurst : Misbehaviour
{
    public override string Name => "begins-with-a-burst";

    public override string Description => "begins a recording without a duration with 100 ms of silence out of its buffer";

    public override string Breaks => "record/real-time";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new Calls(calls);

    private sealed class Calls(SoundCalls inner) : RelayedCalls(inner)
    {
        public override Task RecordAudio(RecordAudioRequest request, IServerStreamWriter<RecordMessage> responseStream, ServerCallContext context)
        {
            if (request is not { DurationMs: 0, Config: { SampleRate: <= 192_000, BitDepth: <= 32, Channels: <= 8 } config })
                return base.RecordAudio(request, responseStream, context);
            var burst = new byte[config.SampleRate / 10 * (config.BitDepth / 8) * config.Channels];
            return base.RecordAudio(request, new EditedAudio(responseStream, audio =>
            {
                byte[] both = [.. burst, .. audio.Span];
                burst = [];
                return ValueTask.FromResult<byte[]?>(both);
            }), context);
        }
    }
}
