using System.Diagnostics;
using Grpc.Core;
using KOS.Common;
using KOS.Sound;
using KosSound.Simulator.Service;
using KosSound.Simulator.Service.Wire;

namespace KosSound.Simulator.Misbehaviours.Tools;

/// <summary>Does not serve plays, recordings or both for a while after one of them ended in a certain way.</summary>
/// <param name="inner">The calls as they should be.</param>
/// <param name="held">How long each side serves none.</param>
/// <param name="manner">What becomes of a call that comes meanwhile.</param>
/// <param name="playEnded">Whether a play ended that way; null leaves plays alone.</param>
/// <param name="recordingEnded">Whether a recording ended that way; null leaves recordings alone.</param>
internal sealed class HeldAfter(SoundCalls inner, TimeSpan held, Held manner, Func<ServerCallContext, bool>? playEnded, Func<ServerCallContext, bool>? recordingEnded)
    : RelayedCalls(inner)
{
    private readonly Side _playback = new("playback", held, manner, playEnded);
    private readonly Side _recording = new("recording", held, manner, recordingEnded);

    public override async Task<ActionResponse> PlayAudio(IAsyncStreamReader<PlayMessage> requestStream, ServerCallContext context)
    {
        ActionResponse? answer = null;
        await _playback.RunAsync(async () => answer = await base.PlayAudio(requestStream, context), context);
        return answer!;
    }

    public override Task RecordAudio(RecordAudioRequest request, IServerStreamWriter<RecordMessage> responseStream, ServerCallContext context) =>
        _recording.RunAsync(() => base.RecordAudio(request, responseStream, context), context);

    private sealed class Side(string name, TimeSpan held, Held manner, Func<ServerCallContext, bool>? ended)
    {
        /// <summary>How a call ended is noticed on another thread than the call that follows it: so long that is waited for.</summary>
        private static readonly TimeSpan Notice = TimeSpan.FromMilliseconds(300);

        private volatile Task _last = Task.CompletedTask;
        private long _heldFrom = long.MinValue;

        public async Task RunAsync(Func<Task> call, ServerCallContext context)
        {
            if (ended is null)
            {
                await call();
                return;
            }

            await Task.WhenAny(_last, Task.Delay(Notice, context.CancellationToken));
            var from = Interlocked.Read(ref _heldFrom);
            if (from != long.MinValue && held - Stopwatch.GetElapsedTime(from) is { Ticks: > 0 } left)
            {
                if (manner == Held.Refused)
                    throw Refusal.FailedPrecondition($"{name} is still busy");
                await Task.Delay(left, context.CancellationToken);
            }

            await (_last = NotedAsync(call, context));
        }

        private async Task NotedAsync(Func<Task> call, ServerCallContext context)
        {
            try
            {
                await call();
            }
            finally
            {
                if (ended!(context))
                    Interlocked.Exchange(ref _heldFrom, Stopwatch.GetTimestamp());
            }
        }
    }
}
