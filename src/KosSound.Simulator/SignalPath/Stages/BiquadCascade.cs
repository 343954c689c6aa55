namespace KosSound.Simulator.SignalPath.Stages;

/// <summary>Second-order sections in a row, the same for every channel.</summary>
internal sealed class BiquadCascade : IStage
{
    private readonly Biquad[] _sections;
    private readonly (double S1, double S2)[] _states;
    private readonly int _channels;

    public BiquadCascade(IReadOnlyList<Biquad> sections, int channels)
    {
        _sections = [.. sections];
        _channels = channels;
        _states = new (double, double)[sections.Count * channels];
    }

    public void Process(Span<double> frames, long firstFrame)
    {
        for (var section = 0; section < _sections.Length; section++)
            for (var channel = 0; channel < _channels; channel++)
                Filter(frames[channel..], _sections[section], ref _states[(section * _channels) + channel]);
    }

    /// <summary>Transposed direct form II: the form whose rounding noise is least in floating point.</summary>
    private void Filter(Span<double> samples, Biquad section, ref (double S1, double S2) state)
    {
        var (s1, s2) = state;
        for (var i = 0; i < samples.Length; i += _channels)
        {
            var x = samples[i];
            var y = (section.B0 * x) + s1;
            s1 = (section.B1 * x) - (section.A1 * y) + s2;
            s2 = (section.B2 * x) - (section.A2 * y);
            samples[i] = y;
        }
        // What is far below any converter's reach would only slow the processor down.
        state = (Math.Abs(s1) < 1e-30 ? 0 : s1, Math.Abs(s2) < 1e-30 ? 0 : s2);
    }
}
