using System.Diagnostics;
using Grpc.Core;
using KOS.Common;
using KOS.Sound;
using KosSound.Simulator.Service;
using KosSound.Simulator.Service.Wire;

namespace KosSound.Simulator.Misbehaviours.Tools;

/// <summary>Makes plays, recordings or both wait for a while after one of them ended in a certain way, and serves them then.</summary>
/// <param name="inner">The calls as they should be.</param>
/// <param name="held">From that end until the next is served.</param>
/// <param name="playEnded">Whether a play ended that way; null leaves plays alone.</param>
/// <param name="recordingEnded">Whether a recording ended that way; null leaves recordings alone.</param>
internal sealed class WaitsAfter(SoundCalls inner, TimeSpan held, Func<ServerCallContext, bool>? playEnded, Func<ServerCallContext, bool>? recordingEnded)
    : RelayedCalls(inner)
{
    private readonly Side _playback = new(held, playEnded);
    private readonly Side _recording = new(held, recordingEnded);

    public override async Task<ActionResponse> PlayAudio(IAsyncStreamReader<PlayMessage> requestStream, ServerCallContext context)
    {
        await _playback.WaitAsync(context);
        try
        {
            return await base.PlayAudio(requestStream, context);
        }
        finally
        {
            _playback.Note(context);
        }
    }

    public override async Task RecordAudio(RecordAudioRequest request, IServerStreamWriter<RecordMessage> responseStream, ServerCallContext context)
    {
        await _recording.WaitAsync(context);
        try
        {
            await base.RecordAudio(request, responseStream, context);
        }
        finally
        {
            _recording.Note(context);
        }
    }

    private sealed class Side(TimeSpan held, Func<ServerCallContext, bool>? ended)
    {
        /// <summary>How a call ended is noticed on another thread than the call that follows it: so long that is waited for.</summary>
        private static readonly TimeSpan Notice = TimeSpan.FromMilliseconds(30);

        private long _from = long.MinValue;

        public async Task WaitAsync(ServerCallContext context)
        {
            if (ended is null)
                return;
            await Task.Delay(Notice, context.CancellationToken);
            var from = Interlocked.Read(ref _from);
            if (from != long.MinValue && held - Stopwatch.GetElapsedTime(from) is { Ticks: > 0 } left)
                await Task.Delay(left, context.CancellationToken);
        }

        public void Note(ServerCallContext context)
        {
            if (ended?.Invoke(context) == true)
                Interlocked.Exchange(ref _from, Stopwatch.GetTimestamp());
        }
    }
}
