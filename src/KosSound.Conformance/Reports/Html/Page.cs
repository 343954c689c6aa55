using System.Security.Cryptography;
using System.Text;

namespace KosSound.Conformance.Reports.Html;

/// <summary>The frame shared by every page: head, style, script, and a policy that forbids everything else.</summary>
internal static class Page
{
    private static readonly string Style = Load("page.css");
    private static readonly string Script = Load("page.js");

    // The policy makes "no network" a property of the file, and lets only this very script run: text that slipped past the
    // encoder could still not execute.
    private static readonly string Policy =
        $"default-src 'none'; style-src 'unsafe-inline'; media-src data:; img-src data:; script-src 'sha256-{Hash(Script)}'";

    public static void Begin(Markup html, string title)
    {
        html.Doctype();
        html.Open("html", ("lang", "en"));
        html.Open("head");
        html.Open("meta", ("charset", "utf-8"));
        html.Open("meta", ("http-equiv", "Content-Security-Policy"), ("content", Policy));
        html.Open("meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1"));
        html.Open("meta", ("name", "color-scheme"), ("content", "light dark"));
        html.Element("title", title);
        html.Asset("style", Style);
        html.Close();
        html.Open("body");
        html.Open("main");
    }

    public static void End(Markup html)
    {
        html.Close();
        html.Asset("script", Script);
        html.Close();
        html.Close();
        html.Finish();
    }

    private static string Hash(string script) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)));

    private static string Load(string name)
    {
        var type = typeof(Page);
        using var stream = type.Assembly.GetManifestResourceStream($"{type.Namespace}.Assets.{name}")
            ?? throw new InvalidOperationException($"resource {name} is not embedded");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
