namespace KosSound.Analysis.Dropouts;

/// <summary>The codes of one channel with the search structures that are made when first needed: a clean capture needs none.</summary>
internal sealed class SampleSequence(int[] samples)
{
    private readonly Lazy<WindowIndex> _index = new(() => new WindowIndex(samples));
    private readonly Lazy<ulong[]> _hashes = new(() => WindowIndex.Hashes(samples));

    public int[] Samples { get; } = samples;

    /// <summary>Where each window of samples occurs.</summary>
    public WindowIndex Index => _index.Value;

    /// <summary>The hash of the window at each frame.</summary>
    public ulong[] Hashes => _hashes.Value;

    /// <summary>The same with all signs changed.</summary>
    public SampleSequence Negated() => new(Array.ConvertAll(Samples, code => -code));
}
