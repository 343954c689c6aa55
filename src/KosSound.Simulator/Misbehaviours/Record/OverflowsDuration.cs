using Grpc.Core;
using KOS.Sound;
using KosSound.Simulator.Engine;
using KosSound.Simulator.Service.Wire;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Record;

/// <summary>Multiplies duration and rate in 32 bits.</summary>
internal sealed class OverflowsDuration : Misbehaviour
{
    public override string Name => "overflows-duration";

    public override string Description => "multiplies duration and rate in 32 bits";

    public override string Breaks => "record/duration-exact";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new Calls(calls);

    private sealed class Calls(SoundCalls inner) : RelayedCalls(inner)
    {
        public override Task RecordAudio(RecordAudioRequest request, IServerStreamWriter<RecordMessage> responseStream, ServerCallContext context)
        {
            if (request.Config is { SampleRate: > 0 } config && (ulong)request.DurationMs * config.SampleRate > uint.MaxValue)
                request.DurationMs = Math.Max(1, unchecked(request.DurationMs * config.SampleRate) / config.SampleRate);
            return base.RecordAudio(request, responseStream, context);
        }
    }
}
