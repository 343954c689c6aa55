using System.Diagnostics;
using Grpc.Core;
using KOS.Common;
using KOS.Sound;
using KosSound.Simulator.Service;
using KosSound.Simulator.Service.Wire;

namespace KosSound.Simulator.Misbehaviours.Tools;

/// <summary>Refuses plays, recordings or both for a while after a call that ended in a certain way.</summary>
internal class BusyAfter(SoundCalls inner, TimeSpan busy, Func<ServerCallContext, bool> ended) : RelayedCalls(inner)
{
    private long _playBusyFrom = long.MinValue;
    private long _recordBusyFrom = long.MinValue;

    public override async Task<ActionResponse> PlayAudio(IAsyncStreamReader<PlayMessage> requestStream, ServerCallContext context)
    {
        RefuseSince(Interlocked.Read(ref _playBusyFrom), "playback");
        try
        {
            return await base.PlayAudio(requestStream, context);
        }
        finally
        {
            if (ended(context))
                Interlocked.Exchange(ref _playBusyFrom, Stopwatch.GetTimestamp());
        }
    }

    public override async Task RecordAudio(RecordAudioRequest request, IServerStreamWriter<RecordMessage> responseStream, ServerCallContext context)
    {
        RefuseSince(Interlocked.Read(ref _recordBusyFrom), "recording");
        try
        {
            await base.RecordAudio(request, responseStream, context);
        }
        finally
        {
            if (ended(context))
                Interlocked.Exchange(ref _recordBusyFrom, Stopwatch.GetTimestamp());
        }
    }

    private void RefuseSince(long from, string side)
    {
        if (from != long.MinValue && Stopwatch.GetElapsedTime(from) < busy)
            throw Refusal.FailedPrecondition($"{side} is still busy");
    }
}
