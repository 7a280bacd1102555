using Samovar.Compute;
using Samovar.Targets;

namespace Samovar.MarkovChains;

/// <summary>A density between a Gaussian and a target: N(x; 0, w²)^(1−β) · p(x)^β.</summary>
/// <param name="target">The density p, up to a constant.</param>
/// <param name="width">w, positive.</param>
/// <param name="inverseTemperature">β, in [0, 1].</param>
internal sealed class GeometricBridge(ITarget target, double width, double inverseTemperature) : ITarget
{
    public string Name => target.Name;

    public int Dimension => target.Dimension;

    /// <summary>log N(x; 0, w²).</summary>
    public static double LogBase(ReadOnlySpan<float> point, double width)
    {
        double squaredLength = 0;
        foreach (float coordinate in point)
        {
            squaredLength += (double)coordinate * coordinate;
        }

        return (-0.5 * squaredLength / (width * width)) - (0.5 * point.Length * Math.Log(2 * Math.PI * width * width));
    }

    public void LogDensity(Batch points, Span<double> logDensity)
    {
        target.LogDensity(points, logDensity);
        Temper(points, logDensity);
    }

    public void LogDensityAndScore(Batch points, Span<double> logDensity, Batch score)
    {
        target.LogDensityAndScore(points, logDensity, score);
        Temper(points, logDensity);
        double pull = (1 - inverseTemperature) / (width * width);
        Span<float> gradients = score.Values;
        ReadOnlySpan<float> positions = points.Values;
        for (int index = 0; index < gradients.Length; index++)
        {
            gradients[index] = (float)((inverseTemperature * gradients[index]) - (pull * positions[index]));
        }
    }

    public T? Capability<T>()
        where T : class => null;

    private void Temper(Batch points, Span<double> logDensity)
    {
        for (int row = 0; row < points.Count; row++)
        {
            logDensity[row] = (inverseTemperature * logDensity[row]) + ((1 - inverseTemperature) * LogBase(points.Row(row), width));
        }
    }
}
