using Grpc.Core;
using KOS.Sound;
using KosSound.Simulator.Clock;
using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service;
using KosSound.Simulator.Service.Wire;

namespace KosSound.Simulator.Misbehaviours.Record;

/// <summary>Loses the next message of a recording when another one is asked for.</summary>
internal sealed class StumblesOverSecondRecording : Misbehaviour
{
    public override string Name => "stumbles-over-second-recording";

    public override string Description => "loses the next message of a recording when another one is asked for";

    public override string Breaks => "record/concurrent";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new Calls(calls, engine.Clock);

    private sealed class Calls(SoundCalls inner, DeviceClock clock) : RelayedCalls(inner)
    {
        private int _recordings;
        private int _stumbles;

        public override async Task RecordAudio(RecordAudioRequest request, IServerStreamWriter<RecordMessage> responseStream, ServerCallContext context)
        {
            if (Interlocked.Increment(ref _recordings) > 1)
                Interlocked.Exchange(ref _stumbles, 1);
            try
            {
                await base.RecordAudio(request, new EditedAudio(responseStream, audio =>
                {
                    if (Interlocked.Exchange(ref _stumbles, 0) == 0)
                        return ValueTask.FromResult<byte[]?>(audio.ToArray());
                    clock.RecordMessageStamped(audio.Length);
                    return ValueTask.FromResult<byte[]?>(null);
                }), context);
            }
            finally
            {
                Interlocked.Decrement(ref _recordings);
            }
        }
    }
}
