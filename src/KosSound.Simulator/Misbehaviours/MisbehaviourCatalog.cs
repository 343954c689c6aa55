namespace KosSound.Simulator.Misbehaviours;

/// <summary>Every way to break the contract that a device file can name.</summary>
public static class MisbehaviourCatalog
{
    /// <summary>All of them, by name.</summary>
    public static IReadOnlyList<Misbehaviour> All { get; } = [new AnswersBeforePlaying()];

    /// <summary>The one of a name; null when there is none.</summary>
    public static Misbehaviour? Find(string name) => All.FirstOrDefault(known => known.Name == name);
}
