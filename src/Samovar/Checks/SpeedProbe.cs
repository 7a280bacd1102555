using Samovar.Compute;
using Samovar.Targets;

namespace Samovar.Checks;

/// <summary>Times evaluations.</summary>
internal static class SpeedProbe
{
    private const int MostPoints = 4_096;
    private const int LeastPoints = 64;
    private const int Coordinates = 1 << 18;
    private const double EnoughSeconds = 0.05;
    private const int MostRounds = 1_000;

    /// <summary>Evaluations of energy and score per second, in batches.</summary>
    public static double Measure(ITarget target, ProbePoints near, TimeProvider clock)
    {
        int count = Math.Clamp(Coordinates / target.Dimension, LeastPoints, MostPoints);
        Batch points = new(count, target.Dimension);
        for (int row = 0; row < count; row++)
        {
            near.Points.Row(row % near.Points.Count).CopyTo(points.Row(row));
        }

        double[] logDensity = new double[count];
        Batch score = new(count, target.Dimension);
        target.LogDensityAndScore(points, logDensity, score);
        long start = clock.GetTimestamp();
        int rounds = 0;
        double seconds = 0;
        while (seconds < EnoughSeconds && rounds < MostRounds)
        {
            target.LogDensityAndScore(points, logDensity, score);
            rounds++;
            seconds = clock.GetElapsedTime(start).TotalSeconds;
        }

        return seconds > 0 ? rounds * (double)count / seconds : 0;
    }
}
