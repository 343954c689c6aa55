using Google.Protobuf;
using KOS.Sound;
using KosSound.Device.Errors;

namespace KosSound.Device.Playback;

/// <summary>Plays one request: cuts it into messages, sends them a little ahead of the device's pace, and waits for the answer.</summary>
internal sealed class Player(SoundDevice device, PlayRequest request, string name)
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(1);
    private readonly TimeProvider _time = device.Options.Time;
    private readonly List<MessageStamp> _handOvers = new(request.Pcm.Length / request.EffectiveChunkBytes + 1);
    private TimeSpan _maxLateness;
    private TimeSpan _longestBlocked;

    public async Task<PlayResult> PlayAsync(CancellationToken cancellationToken)
    {
        var patience = request.Format.DurationOf(request.Pcm.Length / request.Format.BytesPerFrame) + device.Options.AnswerTimeout;
        await using var call = new PlayCall(device, name, cancellationToken);
        var sentAll = await SendConfigAsync(call, patience) && await SendPcmAsync(call, patience, cancellationToken);
        if (sentAll)
            await call.CompleteAsync();
        var answer = await call.AnswerAsync(patience);
        if (!answer.Success)
            throw Folding.InBand(name, device.Where, answer.Error);
        return new PlayResult
        {
            HandOvers = _handOvers,
            StartedAt = call.OpenedAt,
            AnsweredAt = call.EndedAt!.Value,
            SentAll = sentAll,
            MaxSendLateness = _maxLateness,
            LongestBlocked = _longestBlocked,
        };
    }

    private async Task<bool> SendConfigAsync(PlayCall call, TimeSpan patience) =>
        !request.ConfigAlone || await call.SendAsync(new PlayAudioRequest { Config = Config() }, patience) is not null;

    private async Task<bool> SendPcmAsync(PlayCall call, TimeSpan patience, CancellationToken cancellationToken)
    {
        var message = new PlayAudioRequest { Config = request.ConfigAlone ? null : Config() };
        var chunkBytes = request.EffectiveChunkBytes;
        var frameBytes = request.Format.BytesPerFrame;
        var start = device.Now;
        var free = start;
        for (var offset = 0; offset < request.Pcm.Length; offset += chunkBytes)
        {
            var frames = offset / frameBytes;
            var due = request.Paced ? start + request.Format.DurationOf(frames) - request.Lead : start;
            // A system timer may fire milliseconds early: its clock is coarser than the one that stamps.
            while (due - device.Now is { Ticks: > 0 } early && !call.Ended.IsCompleted)
                await PauseAsync(Longer(early, ShortestPause), call, cancellationToken);
            message.AudioData = UnsafeByteOperations.UnsafeWrap(request.Pcm.Slice(offset, Math.Min(chunkBytes, request.Pcm.Length - offset)));
            if (await call.SendAsync(message, patience) is not { } at)
                return false;
            if (offset == 0)
                start = at;
            _handOvers.Add(new MessageStamp(at, frames));
            NoteLateness(at, due, free);
            free = device.Now;
            _longestBlocked = Longer(_longestBlocked, free - at);
            message.Config = null;
        }

        return true;
    }

    /// <summary>What lies before the message was due, or before the device took the one before, is not the client's doing.</summary>
    private void NoteLateness(TimeSpan at, TimeSpan due, TimeSpan free) => _maxLateness = Longer(_maxLateness, at - Longer(due, free));

    private static TimeSpan Longer(TimeSpan a, TimeSpan b) => a > b ? a : b;

    private async Task PauseAsync(TimeSpan delay, PlayCall call, CancellationToken cancellationToken)
    {
        // An answer or a broken connection ends the pause: the next send sees it.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var pause = Task.Delay(delay, _time, stop.Token);
        if (await Task.WhenAny(pause, call.Ended) != pause)
            await stop.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }

    private AudioConfig Config() => new()
    {
        SampleRate = (uint)request.Format.RateHz,
        BitDepth = (uint)request.Format.BitDepth,
        Channels = (uint)request.Format.Channels,
    };
}
