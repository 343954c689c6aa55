using System.Globalization;

namespace KosSound.SelfTests.Simulator.SignalPath.Outside;

/// <summary>One number a device file says, and how it is read from outside.</summary>
/// <param name="What">Name of the quantity.</param>
/// <param name="Says">Its value by the file.</param>
/// <param name="Unit">Unit of value and limit.</param>
/// <param name="Limit">Largest deviation allowed.</param>
/// <param name="Read">Reads it from what was heard.</param>
public sealed record Expected(string What, double Says, string Unit, double Limit, Func<HeardDevice, double> Read)
{
    /// <summary>0.05 dB: what the instrument promises of levels.</summary>
    public static Expected Db(string what, double says, Func<HeardDevice, double> read) => new(what, says, "dB", 0.05, read);

    /// <summary>One frame.</summary>
    public static Expected Frames(string what, double says, Func<HeardDevice, double> read) => new(what, says, "frames", 1, read);

    /// <summary>1 ppm.</summary>
    public static Expected Ppm(string what, double says, Func<HeardDevice, double> read) => new(what, says, "ppm", 1, read);

    /// <summary>A count, a flag: exactly that.</summary>
    public static Expected Exactly(string what, double says, Func<HeardDevice, double> read) => new(what, says, "", 0, read);

    /// <summary>The magnitude response at some frequencies.</summary>
    /// <param name="gainDb">Gain in dB at a frequency in Hz.</param>
    public static IEnumerable<Expected> Response(Func<double, double> gainDb, params double[] frequenciesHz) =>
        frequenciesHz.Select(hz => Db(string.Create(CultureInfo.InvariantCulture, $"gain at {hz} Hz"), gainDb(hz), heard => heard.ResponseDb(hz)));

    /// <summary>What was measured, with everything one needs to judge it, and whether it holds.</summary>
    public (bool Holds, string Line) Judge(HeardDevice heard)
    {
        try
        {
            var measured = Read(heard);
            var holds = Math.Abs(measured - Says) <= Limit;
            return (holds, string.Create(CultureInfo.InvariantCulture,
                $"{(holds ? "   " : ">> ")}{What}: the file says {Says:0.######} {Unit}, measured {measured:0.######} {Unit}, off by {measured - Says:0.######}, limit {Limit:0.######} {Unit}"));
        }
        catch (NUnit.Framework.AssertionException e)
        {
            return (false, $">> {What}: the file says {Says} {Unit}; {e.Message}");
        }
    }
}
