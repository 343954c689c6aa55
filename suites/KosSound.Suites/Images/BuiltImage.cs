namespace KosSound.Suites.Images;

/// <summary>An image that is ready.</summary>
/// <param name="Tag">Its name.</param>
/// <param name="Id">Its id, <c>sha256:…</c>.</param>
/// <param name="Bytes">Its size, all layers.</param>
/// <param name="Base">The image it stands on.</param>
public sealed record BuiltImage(string Tag, string Id, long Bytes, string Base);
