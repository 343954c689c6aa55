namespace KosSound.Conformance.Reports.Html.Plots;

/// <summary>Drawings that many plots of a page have in common: grids, labels, swatches. The first plot defines them, the others refer to
/// them, which makes a page of hundreds of plots a third lighter.</summary>
internal sealed class SharedShapes
{
    private readonly Dictionary<string, string> _ids = [];

    /// <summary>Writes the definition when nobody has before; to be called within the <c>defs</c> of a drawing.</summary>
    /// <returns>What refers to it.</returns>
    public string Define(Markup html, string content, Action<string> write)
    {
        if (!_ids.TryGetValue(content, out var id))
        {
            _ids.Add(content, id = FormattableString.Invariant($"d{_ids.Count}"));
            write(id);
        }

        return "#" + id;
    }
}
