namespace KosSound.Simulator.SignalPath;

/// <summary>Which playback position a recorded frame hears: a straight line, exact where the clocks are nominal.</summary>
/// <remarks>
/// Nominal clocks: positions are whole multiples of 1 / <see cref="Phases"/> frame, kept as integers, the latency rounded to
/// such a multiple. Otherwise positions are doubles, good to 1e-7 frames after an hour.
/// </remarks>
internal sealed class PositionMap
{
    private const int MostExactPhases = 1_024;

    private readonly long _offset;
    private readonly long _step;
    private readonly double _freeOffset;
    private readonly double _freeStep;

    /// <param name="playback">Rate, start and clock of the play.</param>
    /// <param name="recording">Rate, start and clock of the recording.</param>
    /// <param name="latencySeconds">Time from playing to recording.</param>
    /// <param name="delayFrames">Frames by which the stages of the play lag what was written.</param>
    public PositionMap(Grid playback, Grid recording, double latencySeconds, int delayFrames)
    {
        var divisor = GreatestCommonDivisor(playback.RateHz, recording.RateHz);
        _step = playback.RateHz / divisor;
        Phases = recording.RateHz / divisor;
        IsExact = playback.IsNominal && recording.IsNominal && Phases <= MostExactPhases;
        Cutoff = Math.Min(1, recording.TrueRateHz / playback.TrueRateHz);
        if (IsExact)
        {
            var latency = (long)Math.Round(latencySeconds * playback.RateHz * Phases);
            _offset = checked((recording.StartFrame * _step) - ((playback.StartFrame - delayFrames) * Phases) - latency);
        }
        else
        {
            var apart = (double)(((Int128)recording.StartFrame * playback.RateHz) - ((Int128)playback.StartFrame * recording.RateHz))
                / ((double)playback.RateHz * recording.RateHz);
            _freeStep = playback.TrueRateHz / recording.TrueRateHz;
            _freeOffset = ((apart - latencySeconds) * playback.TrueRateHz) + delayFrames;
        }
    }

    /// <summary>Positions per frame, where they are exact.</summary>
    public int Phases { get; }

    /// <summary>Whether positions are multiples of 1 / <see cref="Phases"/>.</summary>
    public bool IsExact { get; }

    /// <summary>Whether every recorded frame is a played one.</summary>
    public bool IsCopy => IsExact && Phases == 1 && _step == 1;

    /// <summary>Recording rate over playback rate, at most 1.</summary>
    public double Cutoff { get; }

    /// <summary>The position heard by a recorded frame where positions are exact: frame and phase.</summary>
    public (long Frame, int Phase) ExactAt(long recorded)
    {
        var position = _offset + (recorded * _step);
        var frame = Math.DivRem(position, Phases, out var phase);
        return phase < 0 ? (frame - 1, (int)(phase + Phases)) : (frame, (int)phase);
    }

    /// <summary>The position heard by a recorded frame otherwise: frame and the fraction beyond it, below 1.</summary>
    public (long Frame, double Fraction) FreeAt(long recorded)
    {
        var position = _freeOffset + (recorded * _freeStep);
        var frame = Math.Floor(position);
        return ((long)frame, position - frame);
    }

    private static int GreatestCommonDivisor(int a, int b)
    {
        while (b != 0)
            (a, b) = (b, a % b);
        return a;
    }

    /// <summary>The sample grid of a stream and the clock it really runs by.</summary>
    public readonly record struct Grid(int RateHz, double TrueRateHz, long StartFrame)
    {
        public bool IsNominal => TrueRateHz == RateHz;
    }
}
