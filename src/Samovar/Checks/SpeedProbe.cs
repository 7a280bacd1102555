using Samovar.Compute;
using Samovar.Targets;

namespace Samovar.Checks;

/// <summary>Times evaluations.</summary>
internal static class SpeedProbe
{
    private const int Points = 4_096;
    private const double EnoughSeconds = 0.05;
    private const int MostRounds = 1_000;

    /// <summary>Evaluations of energy and score per second, in batches.</summary>
    public static double Measure(ITarget target, ProbePoints near, TimeProvider clock)
    {
        Batch points = new(Points, target.Dimension);
        for (int row = 0; row < Points; row++)
        {
            near.Points.Row(row % near.Points.Count).CopyTo(points.Row(row));
        }

        double[] logDensity = new double[Points];
        Batch score = new(Points, target.Dimension);
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

        return seconds > 0 ? rounds * (double)Points / seconds : 0;
    }
}
