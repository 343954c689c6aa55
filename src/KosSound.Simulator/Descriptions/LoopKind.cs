namespace KosSound.Simulator.Descriptions;

/// <summary>How the sound of a device comes back to it, and so by which limits it is fairly judged.</summary>
public enum LoopKind
{
    /// <summary>Samples can come back unchanged.</summary>
    Digital,

    /// <summary>Over a wire from the line output to the line input.</summary>
    Electrical,

    /// <summary>From the speaker to the microphone.</summary>
    Acoustic,
}
