namespace KosSound.Suites.Containers;

/// <summary>Labels by which the suite knows its own images and containers again.</summary>
public static class ContainerLabels
{
    /// <summary>On every image of the simulator. Containers inherit it, so it says nothing about who started one.</summary>
    public const string Image = "kos-sound.image";

    /// <summary>On every container the suite starts: which process started it, see <see cref="OwningProcess"/>.</summary>
    public const string Owner = "kos-sound.owner";

    /// <summary>On every container the suite starts: which start it belongs to, a GUID.</summary>
    public const string Session = "kos-sound.session";
}
