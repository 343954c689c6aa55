namespace KosSound.Simulator.SignalPath;

/// <summary>Where a stage is placed.</summary>
/// <param name="RateHz">Frames per second of the stream.</param>
/// <param name="Channels">Samples per frame.</param>
/// <param name="BitDepth">Depth of the stream's PCM, for stages whose size is given in LSB.</param>
/// <param name="Seed">Seed of everything random in the stage.</param>
public sealed record StageContext(int RateHz, int Channels, int BitDepth, int Seed);
