namespace KosSound.Analysis.Alignment;

/// <summary>A marker found in one channel of a capture.</summary>
/// <param name="Frame">Capture frame at which the marker's first frame lies, with its fraction.</param>
/// <param name="Gain">Amplitude relative to the played one; negative when the polarity is inverted.</param>
/// <param name="Confidence">Magnitude of the normalised correlation within the marker's band, 0 … 1.</param>
/// <param name="UncertaintyFrames">Standard uncertainty of <paramref name="Frame"/>.</param>
public readonly record struct MarkerHit(double Frame, double Gain, double Confidence, double UncertaintyFrames);
