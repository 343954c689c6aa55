namespace KosSound.Analysis.Dropouts;

/// <summary>The codes of one channel with the search structures that are made when first needed: a clean capture needs none.</summary>
internal sealed class SampleSequence(int[] samples)
{
    private WindowIndex? _index;
    private ulong[]? _hashes;

    public int[] Samples { get; } = samples;

    /// <summary>Where each window of samples occurs.</summary>
    public WindowIndex Index => _index ??= new WindowIndex(Samples);

    /// <summary>The hash of the window at each frame.</summary>
    public ulong[] Hashes => _hashes ??= WindowIndex.Hashes(Samples);

    /// <summary>The same with all signs changed.</summary>
    public SampleSequence Negated() => new(Array.ConvertAll(Samples, code => -code));
}
