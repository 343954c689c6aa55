using System.Diagnostics;
using Grpc.Core;
using KOS.Sound;
using KosSound.Simulator.Engine;
using KosSound.Simulator.Service.Wire;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Record;

/// <summary>Refuses recordings for 2 s after one was cancelled.</summary>
internal sealed class BusyAfterRecordingCancel : Misbehaviour
{
    public override string Name => "busy-after-recording-cancel";

    public override string Description => "refuses recordings for 2 s after one was cancelled";

    public override string Breaks => "record/cancel";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new Calls(calls);

    private sealed class Calls(SoundCalls inner) : RelayedCalls(inner)
    {
        private long? _cancelled;

        public override async Task RecordAudio(RecordAudioRequest request, IServerStreamWriter<RecordMessage> responseStream, ServerCallContext context)
        {
            if (_cancelled is { } at && Stopwatch.GetElapsedTime(at) < TimeSpan.FromSeconds(2))
                throw Refusal.FailedPrecondition("recording is still busy");
            try
            {
                await base.RecordAudio(request, responseStream, context);
            }
            finally
            {
                if (context.CancellationToken.IsCancellationRequested)
                    _cancelled = Stopwatch.GetTimestamp();
            }
        }
    }
}
