using System.Globalization;

namespace KosSound.Device.Wire;

/// <summary>
/// What went over the wire, as lines for people: calls opened, messages summed up while they are alike, status at the end.
/// Bounded; thread-safe. Audio itself is not kept.
/// </summary>
public sealed class WireTrace
{
    private const int MostLines = 400;

    private readonly Lock _lock = new();
    private readonly List<Line> _lines = [];
    private int _calls;
    private int _dropped;

    /// <summary>The lines so far, in order: <c>+12.345 s #3 PlayAudio → 960 frames …</c>.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lock)
            {
                var lines = _lines.Select(line => line.ToString());
                return _dropped == 0 ? [.. lines] : [.. lines, string.Create(CultureInfo.InvariantCulture, $"… {_dropped} more lines were dropped")];
            }
        }
    }

    /// <summary>Number of a new call, from 1.</summary>
    internal int NewCall() => Interlocked.Increment(ref _calls);

    /// <summary>Adds a line; one that says the same of the same call as its latest line is counted instead.</summary>
    /// <param name="at">When, on the device's clock.</param>
    /// <param name="call">Number and name of the call.</param>
    /// <param name="what">What happened.</param>
    /// <param name="bytes">Audio it carried; summed up over repetitions.</param>
    public void Add(TimeSpan at, string call, string what, long bytes = 0)
    {
        lock (_lock)
        {
            for (var i = _lines.Count - 1; i >= 0 && i >= _lines.Count - 4; i--)
            {
                if (_lines[i].Call != call)
                    continue;
                if (_lines[i].What != what)
                    break;
                _lines[i].Repeat(at, bytes);
                return;
            }

            if (_lines.Count < MostLines)
                _lines.Add(new Line(at, call, what, bytes));
            else
                _dropped++;
        }
    }

    private sealed class Line(TimeSpan at, string call, string what, long bytes)
    {
        private long _bytes = bytes;
        private int _count = 1;
        private TimeSpan? _until;

        public string Call => call;

        public string What => what;

        public void Repeat(TimeSpan until, long more)
        {
            _until = until;
            _bytes += more;
            _count++;
        }

        public override string ToString()
        {
            var audio = _bytes > 0 ? $" {_bytes} bytes of audio" : "";
            var times = _count > 1 ? $" in {_count} messages until +{_until?.TotalSeconds:0.000} s" : "";
            return string.Create(CultureInfo.InvariantCulture, $"+{at.TotalSeconds:0.000} s {call} {what}{audio}{times}");
        }
    }
}
