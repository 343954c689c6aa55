namespace KosSound.Simulator.Misbehaviours.Tools;

/// <summary>What becomes of a call whose side is not free.</summary>
internal enum Held
{
    /// <summary>It is told that the side is still busy.</summary>
    Refused,

    /// <summary>It waits and is served then.</summary>
    Waits,
}
