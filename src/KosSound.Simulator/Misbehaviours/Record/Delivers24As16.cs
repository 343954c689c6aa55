using Grpc.Core;
using KOS.Sound;
using KosSound.Simulator.Clock;
using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service;
using KosSound.Simulator.Service.Wire;

namespace KosSound.Simulator.Misbehaviours.Record;

/// <summary>Delivers 24-bit recordings in 16-bit samples.</summary>
internal sealed class Delivers24As16 : Misbehaviour
{
    public override string Name => "delivers-24-as-16";

    public override string Description => "delivers 24-bit recordings in 16-bit samples";

    public override string Breaks => "record/every-format";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new Calls(calls, engine.Clock);

    private sealed class Calls(SoundCalls inner, DeviceClock clock) : RelayedCalls(inner)
    {
        public override Task RecordAudio(RecordAudioRequest request, IServerStreamWriter<RecordMessage> responseStream, ServerCallContext context)
        {
            if (request.Config?.BitDepth != 24)
                return base.RecordAudio(request, responseStream, context);
            return base.RecordAudio(request, new EditedAudio(responseStream, audio =>
            {
                var shortened = new byte[audio.Length / 3 * 2];
                for (int from = 1, to = 0; from + 2 <= audio.Length; from += 3, to += 2)
                    audio.Span.Slice(from, 2).CopyTo(shortened.AsSpan(to));
                // The client owes simulated time no stamp for what it has not been sent.
                clock.RecordMessageStamped(audio.Length - shortened.Length);
                return ValueTask.FromResult<byte[]?>(shortened);
            }), context);
        }
    }
}
