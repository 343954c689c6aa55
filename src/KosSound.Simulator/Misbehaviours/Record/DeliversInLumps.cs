using Grpc.Core;
using KOS.Sound;
using KosSound.Simulator.Clock;
using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service.Wire;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Record;

/// <summary>Delivers its audio every 400 ms.</summary>
internal sealed class DeliversInLumps : Misbehaviour
{
    public override string Name => "delivers-in-lumps";

    public override string Description => "delivers its audio every 400 ms";

    public override string Breaks => "record/real-time";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new Calls(calls, engine.Clock);

    private sealed class Calls(SoundCalls inner, DeviceClock clock) : RelayedCalls(inner)
    {
        private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(400);

        public override async Task RecordAudio(RecordAudioRequest request, IServerStreamWriter<RecordMessage> responseStream, ServerCallContext context)
        {
            var held = new List<byte>();
            var since = clock.Now;
            await base.RecordAudio(request, new EditedAudio(responseStream, audio =>
            {
                held.AddRange(audio.Span);
                if (clock.Now - since < Pause)
                {
                    // The client owes simulated time no stamp for what it has not been sent.
                    clock.RecordMessageStamped(audio.Length);
                    return ValueTask.FromResult<byte[]?>(null);
                }

                since = clock.Now;
                var lump = held.ToArray();
                held.Clear();
                return ValueTask.FromResult<byte[]?>(lump);
            }), context);
            if (held.Count > 0)
                await responseStream.WriteAsync(new RecordMessage { Audio = held.ToArray() });
        }
    }
}
