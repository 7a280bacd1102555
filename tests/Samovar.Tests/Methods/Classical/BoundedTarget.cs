using Samovar.Compute;
using Samovar.Targets;

namespace Samovar.Tests.Methods.Classical;

/// <summary>e^(−x) beyond an edge, 0 before it.</summary>
internal sealed class BoundedTarget(double edge) : ITarget
{
    public string Name => "bounded";

    public int Dimension => 1;

    public void LogDensity(Batch points, Span<double> logDensity) => LogDensityAndScore(points, logDensity, new Batch(points.Count, 1));

    public void LogDensityAndScore(Batch points, Span<double> logDensity, Batch score)
    {
        for (int row = 0; row < points.Count; row++)
        {
            logDensity[row] = points[row, 0] > edge ? edge - points[row, 0] : double.NegativeInfinity;
            score[row, 0] = points[row, 0] > edge ? -1 : 0;
        }
    }
}
