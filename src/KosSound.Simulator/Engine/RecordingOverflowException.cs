namespace KosSound.Simulator.Engine;

/// <summary>A recording was read more slowly than it was made, and its buffer is full.</summary>
internal sealed class RecordingOverflowException() : Exception("the recording is not read fast enough: its buffer is full");
