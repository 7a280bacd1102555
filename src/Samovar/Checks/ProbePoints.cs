using System.Globalization;
using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Targets;

namespace Samovar.Checks;

/// <summary>Points near the origin, on several scales, with what the target says about them.</summary>
internal sealed class ProbePoints
{
    private const int PerScale = 24;
    private static readonly double[] Scales = [0.1, 0.5, 1, 3];

    private ProbePoints(Batch points, double[] logDensity, Batch score)
    {
        Points = points;
        LogDensity = logDensity;
        Score = score;
        Usable = Enumerable.Range(0, points.Count).Where(row => double.IsFinite(logDensity[row])).ToArray();
    }

    /// <summary>[n, d] the points; the first is the origin.</summary>
    public Batch Points { get; }

    public double[] LogDensity { get; }

    public Batch Score { get; }

    /// <summary>The rows with a finite log-density.</summary>
    public IReadOnlyList<int> Usable { get; }

    /// <summary>Whether the energy is the same everywhere.</summary>
    public bool IsConstant => Usable.All(row => LogDensity[row] == LogDensity[Usable[0]]);

    /// <summary>Evaluates a target around the origin.</summary>
    public static ProbePoints Around(ITarget target, double scale, RandomStream random)
    {
        Batch points = new(1 + (PerScale * Scales.Length), target.Dimension);
        for (int row = 1; row < points.Count; row++)
        {
            random.FillNormal(points.Row(row));
            foreach (ref float value in points.Row(row))
            {
                value *= (float)(scale * Scales[(row - 1) / PerScale]);
            }
        }

        double[] logDensity = new double[points.Count];
        Batch score = new(points.Count, target.Dimension);
        target.LogDensityAndScore(points, logDensity, score);
        return new ProbePoints(points, logDensity, score);
    }

    /// <summary>A short name of a point for messages.</summary>
    public static string Place(ReadOnlySpan<float> point)
    {
        List<string> shown = [];
        foreach (float value in point[..Math.Min(4, point.Length)])
        {
            shown.Add($"{value:0.###}");
        }

        return $"({string.Join(", ", shown)}{(point.Length > 4 ? ", …" : "")})";
    }

    /// <summary>A number of any size for messages.</summary>
    public static string Number(double value) => value.ToString("G6", CultureInfo.InvariantCulture);
}
