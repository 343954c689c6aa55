namespace KosSound.Conformance.Reports.Html;

/// <summary>Links to files beside the page. A name from outside can never become a scheme or leave the folder.</summary>
internal static class RelativeLink
{
    /// <summary>The link for a bundle path; null (no link) for one that would leave the bundle.</summary>
    public static string? To(string path)
    {
        var parts = path.Split('/', '\\');
        return parts.Any(p => p is "" or "." or ".." || p.Contains(':', StringComparison.Ordinal))
            ? null
            : "./" + string.Join('/', parts.Select(Escape));
    }

    // A lone surrogate has no UTF-8 form; it becomes U+FFFD, a link that leads nowhere.
    private static string Escape(string part) => Uri.EscapeDataString(part);
}
