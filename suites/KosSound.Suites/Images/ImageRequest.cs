namespace KosSound.Suites.Images;

/// <summary>What to build.</summary>
public sealed record ImageRequest
{
    /// <summary>Name and tag the image gets.</summary>
    public required string Tag { get; init; }

    /// <summary>What it stands on: <c>registry</c>, <c>host</c>, or the name of an image that is here; null for the registry where it
    /// answers and the host otherwise.</summary>
    public string? Base { get; init; }
}
