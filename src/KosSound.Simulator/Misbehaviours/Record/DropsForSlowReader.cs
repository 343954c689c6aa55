using Grpc.Core;
using KOS.Sound;
using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service.Wire;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Record;

/// <summary>Throws away what a slow reader does not take in time, and says nothing.</summary>
internal sealed class DropsForSlowReader : Misbehaviour
{
    public override string Name => "drops-for-slow-reader";

    public override string Description => "throws away what a slow reader does not take in time, and says nothing";

    public override string Breaks => "record/slow-reader";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new Calls(calls);

    private sealed class Calls(SoundCalls inner) : RelayedCalls(inner)
    {
        public override Task RecordAudio(RecordAudioRequest request, IServerStreamWriter<RecordMessage> responseStream, ServerCallContext context)
        {
            Task pending = Task.CompletedTask;
            return base.RecordAudio(request, new EditedAudio(responseStream, async audio =>
            {
                var copy = audio.ToArray();
                if (!pending.IsCompleted)
                    return null;
                pending = responseStream.WriteAsync(new RecordMessage { Audio = copy });
                await Task.WhenAny(pending, Task.Delay(50));
                return null;
            }), context);
        }
    }
}
