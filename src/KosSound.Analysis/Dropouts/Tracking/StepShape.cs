namespace KosSound.Analysis.Dropouts.Tracking;

/// <summary>A step from 0 to 1 without what lies above half the rate: the integral of sin(πx)/(πx), from a table.</summary>
internal static class StepShape
{
    private const int Reach = 64;
    private const int PartsPerFrame = 50;
    private static readonly double[] Table = Integrated();

    /// <summary>Its value.</summary>
    /// <param name="frames">Frames after the middle of the step.</param>
    public static double At(double frames)
    {
        var place = (frames + Reach) * PartsPerFrame;
        if (!(place > 0))
            return 0;
        if (place >= Table.Length - 1)
            return 1;
        var (index, share) = ((int)place, place - (int)place);
        return Table[index] + share * (Table[index + 1] - Table[index]);
    }

    private static double[] Integrated()
    {
        // Half the table by the trapezoidal rule; it is odd about 1/2.
        var table = new double[2 * Reach * PartsPerFrame + 1];
        var (middle, sum) = (Reach * PartsPerFrame, 0.5);
        table[middle] = sum;
        for (var i = 1; i <= middle; i++)
        {
            sum += 0.5 * (Sinc((double)(i - 1) / PartsPerFrame) + Sinc((double)i / PartsPerFrame)) / PartsPerFrame;
            (table[middle + i], table[middle - i]) = (sum, 1 - sum);
        }
        return table;
    }

    private static double Sinc(double x) => x == 0 ? 1 : Math.Sin(Math.PI * x) / (Math.PI * x);
}
