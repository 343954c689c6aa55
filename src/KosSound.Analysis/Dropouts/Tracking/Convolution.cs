using KosSound.Analysis.Transforms;

namespace KosSound.Analysis.Dropouts.Tracking;

/// <summary>Linear convolution by overlap-save.</summary>
internal static class Convolution
{
    /// <summary>Adds to every target sample i the sum over k of response[k] · sound[i + ahead − k].</summary>
    /// <param name="sound">Samples; silence outside.</param>
    /// <param name="response">Impulse response.</param>
    /// <param name="ahead">Samples of the response that lie before its instant 0.</param>
    /// <param name="target">Receives the sum, as long as the sound.</param>
    public static void Add(ReadOnlySpan<double> sound, ReadOnlySpan<double> response, int ahead, Span<double> target)
    {
        var fft = RealFft.Holding(4 * response.Length);
        var (filter, spectrum) = (Spectrum.Of(response, fft), new Spectrum(fft.Bins));
        var (block, fresh) = (new double[fft.Size], fft.Size - response.Length + 1);
        for (var at = 0; at < target.Length; at += fresh)
        {
            // The first samples of a block are spoilt by its end, so it begins one response earlier.
            Read(sound, at + ahead - response.Length + 1, block);
            fft.Forward(block, spectrum);
            Multiply(spectrum, filter);
            fft.Inverse(spectrum, block);
            var part = target.Slice(at, Math.Min(fresh, target.Length - at));
            for (var i = 0; i < part.Length; i++)
                part[i] += block[response.Length - 1 + i];
        }
    }

    private static void Read(ReadOnlySpan<double> sound, int start, Span<double> block)
    {
        block.Clear();
        var (from, to) = (Math.Clamp(start, 0, sound.Length), Math.Clamp(start + block.Length, 0, sound.Length));
        if (to > from)
            sound[from..to].CopyTo(block[(from - start)..]);
    }

    private static void Multiply(Spectrum a, Spectrum b)
    {
        for (var bin = 0; bin < a.Bins; bin++)
        {
            (a.Real[bin], a.Imaginary[bin]) =
                (a.Real[bin] * b.Real[bin] - a.Imaginary[bin] * b.Imaginary[bin], a.Real[bin] * b.Imaginary[bin] + a.Imaginary[bin] * b.Real[bin]);
        }
    }
}
