using System.Runtime.Intrinsics;

namespace Samovar.MarkovChains.Tempering;

/// <summary>ln p − ln N(0, I), the quantity that is tempered.</summary>
internal static class LogRatios
{
    /// <summary>Computes it for every chain of a block.</summary>
    /// <param name="block">The chains.</param>
    /// <param name="destination">[lanes] overwritten; −∞ outside the support and where the density is not a number.</param>
    public static void Of(ChainBlock block, Span<double> destination)
    {
        ReadOnlySpan<Vector512<float>> points = Lanewise.Vectors(block.Points);
        int width = block.Lanes / Vector512<float>.Count;
        double constant = 0.5 * block.Dimension * Math.Log(2 * Math.PI);
        for (int vector = 0; vector < width; vector++)
        {
            Vector512<float> squares = TemperedLanes.SquaredLength(vector, points, width);
            for (int place = 0; place < Vector512<float>.Count; place++)
            {
                int lane = (vector * Vector512<float>.Count) + place;
                double value = block.LogDensity[lane] + (0.5 * squares[place]) + constant;
                destination[lane] = double.IsNaN(value) ? double.NegativeInfinity : value;
            }
        }
    }
}
