using KosSound.Simulator.Parameters;

namespace KosSound.Simulator.SignalPath.Stages;

/// <summary>Brings the sound to one rate and back: the device claims every rate and has only one, as ALSA's <c>plug</c> allows.</summary>
public sealed record NativeRateSettings : InPlaceSettings
{
    public static StageKind Kind { get; } = new(
        "native-rate",
        "brings the sound to the one rate the hardware has, and back",
        [
            Parameter.Whole("rate_hz", "Hz", (2_000, 768_000), "the rate the hardware has; without effect on streams of that rate").Required(),
            Parameter.Choice("quality", ["sinc", "linear"], "how it converts: band-limited, or on straight lines; sinc unless given"),
        ],
        values => new NativeRateSettings
        {
            RateHz = values.WholeNumber("rate_hz", 0),
            Quality = values.Choice("quality", "sinc") == "linear" ? ConversionQuality.Linear : ConversionQuality.Sinc,
        });

    /// <summary>The rate the hardware has.</summary>
    public required int RateHz { get; init; }

    /// <summary>How it converts.</summary>
    public ConversionQuality Quality { get; init; }

    /// <inheritdoc/>
    public override IStage Create(StageContext context) =>
        context.RateHz == RateHz ? new BiquadCascade([], context.Channels) : new NativeRate(this, context);

    internal override int DelayFramesAt(int rateHz, int channels)
    {
        if (rateHz == RateHz)
            return 0;
        var (there, back) = (RateConverter.HalfWidthFor(rateHz, RateHz, Quality), RateConverter.HalfWidthFor(RateHz, rateHz, Quality));
        return (int)Math.Ceiling(there + ((back + 1) * ((double)rateHz / RateHz))) + 1;
    }

    private sealed class NativeRate : IDelayingStage
    {
        private readonly RateConverter _there;
        private readonly RateConverter _back;
        private readonly double[] _frame;
        private readonly int _channels;
        private readonly long _early;
        private readonly long _earlyFrames;
        private long _nativeFrames;
        private long _input;

        public NativeRate(NativeRateSettings settings, StageContext context)
        {
            _channels = context.Channels;
            _frame = new double[_channels];
            _there = new RateConverter(context.RateHz, settings.RateHz, _channels, settings.Quality);
            _back = new RateConverter(settings.RateHz, context.RateHz, _channels, settings.Quality);
            DelayFrames = settings.DelayFramesAt(context.RateHz, context.Channels);
            // The filter rings before the first frame too. Native frames are counted from a moment that early, at which the
            // two grids meet, so that the way back starts on the same footing.
            var meeting = Math.Max(1, GreatestCommonDivisor(context.RateHz, settings.RateHz));
            var (perTurn, nativePerTurn) = (context.RateHz / meeting, settings.RateHz / meeting);
            var turns = (DelayFrames / perTurn) + 1;
            (_early, _earlyFrames) = ((long)turns * nativePerTurn, (long)turns * perTurn);
        }

        public int DelayFrames { get; }

        public int TailFrames => 2 * DelayFrames;

        public void Process(Span<double> frames, long firstFrame)
        {
            for (var at = 0; at < frames.Length; at += _channels, _input++)
            {
                var frame = frames.Slice(at, _channels);
                _there.Append(frame);
                for (; _there.Covers(_nativeFrames - _early); _nativeFrames++)
                {
                    _there.Read(_nativeFrames - _early, _frame);
                    _back.Append(_frame);
                }
                _back.Read(_input - DelayFrames + _earlyFrames, frame);
            }
        }

        private static int GreatestCommonDivisor(int a, int b) => b == 0 ? a : GreatestCommonDivisor(b, a % b);
    }
}
