using Google.Protobuf;
using KOS.Sound;
using KosSound.Analysis.Listening;
using KosSound.Conformance.Clauses.Refusals;
using KosSound.Device;
using KosSound.Device.Capture;
using KosSound.Device.Playback;
using KosSound.Signals;
using static System.FormattableString;

namespace KosSound.Conformance.Clauses.Life;

/// <summary>
/// Plays noise that is made second by second and compares what comes back with it as it arrives, sample by sample: memory does
/// not grow with the length.
/// </summary>
internal sealed class SoakStream
{
    private static readonly TimeSpan Allowed = TimeSpan.FromSeconds(20);
    private readonly ClauseContext _context;
    private readonly PcmFormat _format;
    private readonly int _seconds;
    private readonly int _seed;
    private readonly byte[] _search;
    private readonly Lock _lock = new();
    private readonly List<double> _latenciesMs = [];
    private readonly TimeSpan?[] _handOvers;
    private readonly TaskCompletionSource _heardAll = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _searched;
    private int _searchAgainAt;
    private bool _synchronous;
    private ProbeSound? _expected;
    private int _block;
    private int _position;

    public SoakStream(ClauseContext context, TimeSpan duration)
    {
        _context = context;
        _format = context.Main.Playback;
        _seconds = Math.Max(2, (int)Math.Round(duration.TotalSeconds));
        _seed = context.Options.Seed * 104_729;
        _handOvers = new TimeSpan?[_seconds];
        _search = new byte[_format.RateHz * _format.BytesPerFrame * 4];
    }

    /// <summary>The first thing that went wrong; null when nothing did.</summary>
    public string? Flaw { get; private set; }

    /// <summary>Whole seconds that came back unchanged.</summary>
    public int SecondsHeard { get; private set; }

    /// <summary>Median latency of the last third less that of the first, in ms.</summary>
    public double LatencyDriftMs
    {
        get
        {
            var third = Math.Max(1, _latenciesMs.Count / 3);
            return _latenciesMs.Count == 0 ? 0 : Median(_latenciesMs.TakeLast(third)) - Median(_latenciesMs.Take(third));
        }
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var recording = _context.Device.StartRecording(new RecordRequest { Format = _format, Sink = Hear }, cancellationToken);
        await _context.Device.WaitAsync(recording.FirstBytes, Allowed, "the first recorded audio", cancellationToken);
        await using var call = _context.Device.OpenPlay(cancellationToken: cancellationToken);
        var answer = await SendAsync(call, cancellationToken);
        if (!answer.Success)
            throw SoundDeviceException.InBand("PlayAudio", _context.Device.Where, answer.Error);
        await Task.WhenAny(_heardAll.Task, recording.Completion, recording.WaitForFramesAsync(recording.Frames + 2 * _format.RateHz, cancellationToken));
        if (Flaw is null && SecondsHeard < _seconds)
            Flaw = Invariant($"only {SecondsHeard} of {_seconds} s came back");
        if (!recording.Completion.IsCompleted)
            await recording.StopAsync(cancellationToken);
    }

    private async Task<KOS.Common.ActionResponse> SendAsync(PlayCall call, CancellationToken cancellationToken)
    {
        var message = new PlayAudioRequest { Config = Refusal.ConfigOf(_format) };
        var chunkFrames = Math.Max(1, _format.RateHz / 50);
        var start = _context.Device.Now;
        for (var second = 0; second < _seconds; second++)
        {
            var block = Block(second);
            for (var frame = 0; frame < _format.RateHz; frame += chunkFrames)
            {
                var due = start + TimeSpan.FromSeconds(second + (double)frame / _format.RateHz) - ClauseContext.Lead;
                if (due - _context.Device.Now is { Ticks: > 0 } early)
                    await Task.WhenAny(Task.Delay(early, _context.Device.Options.Time, cancellationToken), call.Ended);
                _context.NoteLateness(_context.Device.Now - (due > start ? due : start));
                var frames = Math.Min(chunkFrames, _format.RateHz - frame);
                message.AudioData = UnsafeByteOperations.UnsafeWrap(block.Pcm.Slice(frame * _format.BytesPerFrame, frames * _format.BytesPerFrame));
                if (await call.SendAsync(message, Allowed) is not { } at)
                    return await call.AnswerAsync(Allowed);
                if (frame == 0)
                    NoteHandOver(second, at, start);
                if (message.Config is not null)
                    start = at;
                message.Config = null;
            }
        }

        await call.CompleteAsync();
        return await call.AnswerAsync(Allowed);
    }

    /// <summary>Sent a little ahead or not, a block is due at its place on the device's time line.</summary>
    private void NoteHandOver(int second, TimeSpan at, TimeSpan start)
    {
        lock (_lock)
            _handOvers[second] = second == 0 ? at : start + TimeSpan.FromSeconds(second);
    }

    private ProbeSound Block(int second) => ProbeSound.Noise(_format, _format.RateHz, _seed + second, _context.Options.LevelDbfs);

    private void Hear(TimeSpan at, ReadOnlySpan<byte> audio)
    {
        lock (_lock)
        {
            if (Flaw is not null || SecondsHeard == _seconds)
                return;
            if (_synchronous)
                Compare(at, audio);
            else
                Search(at, audio);
            if (Flaw is not null || SecondsHeard == _seconds)
                _heardAll.TrySetResult();
        }
    }

    /// <summary>Gathers until the first block is in, and goes on from its place.</summary>
    private void Search(TimeSpan at, ReadOnlySpan<byte> audio)
    {
        if (_searched + audio.Length > _search.Length)
        {
            Flaw = "nothing was heard in the first 4 s";
            return;
        }

        audio.CopyTo(_search.AsSpan(_searched));
        _searched += audio.Length;
        var sound = _search.AsSpan(0, _searched).IndexOfAnyExcept((byte)0);
        if (sound < 0 || _searched - sound < Math.Max(_searchAgainAt, 64 * _format.BytesPerFrame))
            return;
        _expected = Block(0);
        var runs = ExactSearch.Find(_expected.Pcm.Span[..(64 * _format.BytesPerFrame)], _search.AsSpan(0, _searched));
        if (runs.Count == 0)
        {
            // What does not fit yet is searched again when there is twice as much of it: searching is slower than listening.
            _searchAgainAt = 2 * (_searched - sound);
            return;
        }

        _synchronous = true;
        _position = runs[0].PlayedByte;
        Compare(at, _search.AsSpan(runs[0].CaptureByte, _searched - runs[0].CaptureByte));
    }

    private void Compare(TimeSpan at, ReadOnlySpan<byte> audio)
    {
        while (!audio.IsEmpty && SecondsHeard < _seconds)
        {
            var expected = _expected!.Pcm.Span[_position..];
            var count = Math.Min(expected.Length, audio.Length);
            var same = audio[..count].CommonPrefixLength(expected);
            if (same < count)
            {
                Flaw = Invariant($"{_block + (double)(_position + same) / _expected.Pcm.Length:0.000} s into {_seconds} s of full duplex the sound differs: {(audio[same..count].ContainsAnyExcept((byte)0) ? "other samples" : "silence")} instead of what was played");
                return;
            }

            if (_position == 0 && _handOvers[_block] is { } handedOver)
                _latenciesMs.Add((at - handedOver).TotalMilliseconds);
            audio = audio[count..];
            _position += count;
            if (_position < _expected.Pcm.Length)
                continue;
            SecondsHeard++;
            _position = 0;
            if (++_block < _seconds)
                _expected = Block(_block);
        }
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}
