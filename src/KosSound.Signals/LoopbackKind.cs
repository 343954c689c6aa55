namespace KosSound.Signals;

/// <summary>How the played sound comes back into the recording; decides stimulus form and default limits.</summary>
public enum LoopbackKind
{
    /// <summary>Captured samples can equal the played ones.</summary>
    Digital,

    /// <summary>A wire from line-out to line-in, about 60 dB SNR.</summary>
    Electrical,

    /// <summary>Speaker to microphone in a room, about 20 dB SNR.</summary>
    Acoustic,
}
