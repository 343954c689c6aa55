using System.Diagnostics;
using Grpc.Core;
using KOS.Common;
using KosSound.Simulator.Engine;
using KosSound.Simulator.Service.Wire;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Play;

/// <summary>Refuses plays for 2 s after one was cancelled.</summary>
internal sealed class BusyAfterCancel : Misbehaviour
{
    public override string Name => "busy-after-cancel";

    public override string Description => "refuses plays for 2 s after one was cancelled";

    public override string Breaks => "play/cancel";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new Calls(calls);

    private sealed class Calls(SoundCalls inner) : RelayedCalls(inner)
    {
        private long? _cancelled;

        public override async Task<ActionResponse> PlayAudio(IAsyncStreamReader<PlayMessage> requestStream, ServerCallContext context)
        {
            if (_cancelled is { } at && Stopwatch.GetElapsedTime(at) < TimeSpan.FromSeconds(2))
                throw Refusal.FailedPrecondition("playback is still busy");
            try
            {
                return await base.PlayAudio(requestStream, context);
            }
            finally
            {
                if (context.CancellationToken.IsCancellationRequested)
                    _cancelled = Stopwatch.GetTimestamp();
            }
        }
    }
}
