using Grpc.Core;
using KOS.Sound;
using KosSound.Simulator.Clock;
using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service;
using KosSound.Simulator.Service.Wire;

namespace KosSound.Simulator.Misbehaviours.Record;

/// <summary>Ends a recording of a given duration one byte early.</summary>
internal sealed class EndsInsideAFrame : Misbehaviour
{
    public override string Name => "ends-inside-a-frame";

    public override string Description => "ends a recording of a given duration one byte early";

    public override string Breaks => "record/duration-exact";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new Calls(calls, engine.Clock);

    private sealed class Calls(SoundCalls inner, DeviceClock clock) : RelayedCalls(inner)
    {
        public override Task RecordAudio(RecordAudioRequest request, IServerStreamWriter<RecordMessage> responseStream, ServerCallContext context)
        {
            if (request is not { DurationMs: > 0, Config: { SampleRate: <= 192_000, BitDepth: <= 32, Channels: <= 8 } config })
                return base.RecordAudio(request, responseStream, context);
            var frames = (long)request.DurationMs * config.SampleRate / 1_000;
            return base.RecordAudio(request, new CutAudio(responseStream, frames * (config.BitDepth / 8) * config.Channels - 1, clock), context);
        }
    }
}
