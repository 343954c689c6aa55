using KosSound.Simulator.Parameters;
using KosSound.Simulator.SignalPath.Interpolation;

namespace KosSound.Simulator.SignalPath.Stages;

/// <summary>Delays channels against each other, by whole frames or parts of one.</summary>
public sealed record SkewSettings : InPlaceSettings
{
    private const int Phases = 512;

    public static StageKind Kind { get; } = new(
        "skew",
        "delays channels against each other",
        [Parameter.Numbers("delay_frames", "frames", (0, 100_000), "delay of each channel in turn, parts of a frame allowed; channels beyond the list have none").Required()],
        values => new SkewSettings { DelayFrames = values.Numbers("delay_frames", []) });

    /// <summary>Delay of each channel in turn, in frames of the stream; channels beyond the list have none.</summary>
    public required IReadOnlyList<double> DelayFrames { get; init; }

    /// <inheritdoc/>
    public override IStage Create(StageContext context) =>
        new Skew([.. Enumerable.Range(0, context.Channels).Select(channel => DelayFrames.ElementAtOrDefault(channel))]);

    internal override int DelayFramesAt(int rateHz, int channels) =>
        DelayFrames.Take(channels).All(IsWhole) ? 0 : SincTable.HalfWidthFor(1);

    private static bool IsWhole(double delay) => delay == Math.Floor(delay);

    private sealed class Skew : IDelayingStage
    {
        private readonly double[] _delays;
        private readonly double[]?[] _weights;
        private readonly double[] _scratch;
        private readonly FrameHistory _history;
        private readonly int _longest;

        public Skew(double[] delays)
        {
            _delays = delays;
            var table = delays.All(IsWhole) ? null : new SincTable(Phases, 1);
            DelayFrames = table?.HalfWidth ?? 0;
            _scratch = new double[table?.Taps ?? 1];
            _weights = [.. delays.Select(delay => IsWhole(delay) ? null : Weights(table!, delay))];
            _longest = (int)Math.Ceiling(delays.Max());
            _history = new FrameHistory(delays.Length, _longest + (2 * _scratch.Length) + 16);
        }

        public int DelayFrames { get; }

        public int TailFrames => _longest + (2 * DelayFrames);

        public void Process(Span<double> frames, long firstFrame)
        {
            for (var at = 0; at < frames.Length; at += _delays.Length)
            {
                var frame = frames.Slice(at, _delays.Length);
                _history.Append(frame);
                var now = _history.End - 1 - DelayFrames;
                for (var channel = 0; channel < frame.Length; channel++)
                    frame[channel] = Read(channel, now);
            }
        }

        private double Read(int channel, long now)
        {
            var whole = now - (long)Math.Ceiling(_delays[channel]);
            if (_weights[channel] is not { } weights)
                return _history.Window(channel, whole, _scratch.AsSpan(0, 1))[0];
            var window = _history.Window(channel, whole - DelayFrames + 1, _scratch);
            var sum = 0.0;
            for (var i = 0; i < weights.Length; i++)
                sum += weights[i] * window[i];
            return sum;
        }

        private static double[] Weights(SincTable table, double delay)
        {
            var weights = new double[table.Taps];
            table.Blend(Math.Ceiling(delay) - delay, weights);
            return weights;
        }
    }
}
