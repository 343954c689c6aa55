namespace KosSound.Signals.Stimuli;

/// <summary>A rendered stimulus: its plan, the samples as quantised, and the bytes to play.</summary>
/// <param name="Plan">What it consists of.</param>
/// <param name="Signal">The quantised samples: decoding <paramref name="Pcm"/> gives exactly these.</param>
/// <param name="Pcm">Interleaved PCM in the plan's format.</param>
public sealed record Stimulus(StimulusPlan Plan, Signal Signal, ReadOnlyMemory<byte> Pcm);
