using System.Globalization;

namespace KosSound.SelfTests.Conformance;

/// <summary>Runs code as on a machine that writes 1,5 for one and a half, 1.000 for a thousand and −1 with a typographic minus.</summary>
internal static class CommaCulture
{
    public static T Run<T>(Func<T> code)
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = Create();
        try
        {
            return code();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static CultureInfo Create()
    {
        // The product runs without culture data, so a culture is made by hand.
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = ",";
        culture.NumberFormat.NumberGroupSeparator = ".";
        culture.NumberFormat.NegativeSign = "−";
        culture.DateTimeFormat.DateSeparator = ".";
        culture.DateTimeFormat.TimeSeparator = "h";
        return culture;
    }
}
