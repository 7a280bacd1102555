using Samovar.Compute;
using Samovar.Targets;

namespace Samovar.Tests.Checks;

/// <summary>A target with a slight slope, another one along each coordinate, that no symmetry survives.</summary>
internal sealed class BentTarget(ITarget inner) : ITarget
{
    public string Name => "bent";

    public int Dimension => inner.Dimension;

    public void LogDensity(Batch points, Span<double> logDensity)
    {
        inner.LogDensity(points, logDensity);
        for (int row = 0; row < points.Count; row++)
        {
            logDensity[row] += Slope(points.Row(row));
        }
    }

    public void LogDensityAndScore(Batch points, Span<double> logDensity, Batch score)
    {
        inner.LogDensityAndScore(points, logDensity, score);
        for (int row = 0; row < points.Count; row++)
        {
            logDensity[row] += Slope(points.Row(row));
            for (int column = 0; column < Dimension; column++)
            {
                score[row, column] += Strength(column);
            }
        }
    }

    public T? Capability<T>()
        where T : class => null;

    private static double Slope(ReadOnlySpan<float> point)
    {
        double slope = 0;
        for (int column = 0; column < point.Length; column++)
        {
            slope += Strength(column) * point[column];
        }

        return slope;
    }

    private static float Strength(int column) => 0.03f + (0.01f * column);
}
