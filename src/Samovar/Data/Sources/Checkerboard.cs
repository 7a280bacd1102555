using Samovar.Compute;
using Samovar.Compute.Randomness;

namespace Samovar.Data.Sources;

/// <summary>Every other square of a board, filled evenly, as in the code of arXiv:2407.00626.</summary>
[Catalogued("checkerboard")]
public sealed class Checkerboard : IDataSource, IHasDensity
{
    private const double Area = 32;

    /// <inheritdoc/>
    public string Name => "checkerboard";

    /// <inheritdoc/>
    public string Definition =>
        "a = 4u − 2, b = v − 2k + (⌊a⌋ mod 2), x = 2(a, b) with u, v uniform on [0, 1] and k 0 or 1: even on 8 squares of side 2 in [−4, 4]², density 1/32";

    /// <inheritdoc/>
    public int Dimension => 2;

    /// <inheritdoc/>
    public void Draw(Batch destination, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(destination);
        ArgumentNullException.ThrowIfNull(random);
        for (int row = 0; row < destination.Count; row++)
        {
            double first = (4 * random.NextDouble()) - 2;
            double second = random.NextDouble() - (2 * random.NextInt(2)) + Parity(first);
            destination[row, 0] = (float)(2 * first);
            destination[row, 1] = (float)(2 * second);
        }
    }

    /// <inheritdoc/>
    public void LogDensity(Batch points, Span<double> logDensity)
    {
        ArgumentNullException.ThrowIfNull(points);
        for (int row = 0; row < points.Count; row++)
        {
            double first = points[row, 0] / 2.0;
            double second = points[row, 1] / 2.0;
            bool board = first is >= -2 and < 2 && second is >= -2 and < 2;
            logDensity[row] = board && Parity(first) == Parity(second) ? -Math.Log(Area) : double.NegativeInfinity;
        }
    }

    private static int Parity(double value) => (int)Math.Floor(value) & 1;
}
