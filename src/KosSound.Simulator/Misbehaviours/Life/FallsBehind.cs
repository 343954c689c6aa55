using Grpc.Core;
using KOS.Sound;
using KosSound.Simulator.Clock;
using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service;
using KosSound.Simulator.Service.Wire;

namespace KosSound.Simulator.Misbehaviours.Life;

/// <summary>Holds back a message more in every second of a recording.</summary>
internal sealed class FallsBehind : Misbehaviour
{
    public override string Name => "falls-behind";

    public override string Description => "holds back a message more in every second of a recording";

    public override string Breaks => "life/soak";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new Calls(calls, engine.Clock);

    private sealed class Calls(SoundCalls inner, DeviceClock clock) : RelayedCalls(inner)
    {
        public override async Task RecordAudio(RecordAudioRequest request, IServerStreamWriter<RecordMessage> responseStream, ServerCallContext context)
        {
            var held = new Queue<byte[]>();
            var began = clock.Now;
            await base.RecordAudio(request, new EditedAudio(responseStream, audio =>
            {
                held.Enqueue(audio.ToArray());
                if (held.Count > (clock.Now - began).TotalSeconds)
                    return ValueTask.FromResult<byte[]?>(held.Dequeue());
                // The client owes simulated time no stamp for what it has not been sent.
                clock.RecordMessageStamped(audio.Length);
                return ValueTask.FromResult<byte[]?>(null);
            }), context);
            while (held.TryDequeue(out var last))
                await responseStream.WriteAsync(new RecordMessage { Audio = last });
        }
    }
}
