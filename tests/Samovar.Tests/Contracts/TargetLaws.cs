using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Targets;

namespace Samovar.Tests.Contracts;

/// <summary>What holds for every target, as functions that return how far it is from holding.</summary>
internal static class TargetLaws
{
    /// <summary>A bound that several standard normal deviations keep together with probability 1 − falseAlarm (Chernoff and Bonferroni).</summary>
    public static double Deviations(double falseAlarm, int tests) => Math.Sqrt(2 * Math.Log(2 * tests / falseAlarm));

    public static Batch Draw(ITarget target, int count, ulong seed)
    {
        Batch draws = new(count, target.Dimension);
        target.Capability<IHasExactDraws>()!.DrawExactly(draws, RandomStream.FromSeed(seed));
        return draws;
    }

    /// <summary>Largest |z| of the identities E s_i = 0 and E x_i s_i = −1 over all coordinates.</summary>
    public static double WorstSteinDeviation(ITarget target, Batch draws)
    {
        (double[] _, Batch score) = Evaluate(target, draws);
        double worst = 0;
        for (int column = 0; column < target.Dimension; column++)
        {
            worst = Math.Max(worst, Deviation(draws.Count, row => score[row, column]));
            worst = Math.Max(worst, Deviation(draws.Count, row => ((double)draws[row, column] * score[row, column]) + 1));
        }

        return worst;
    }

    /// <summary>Largest error of the score against fourth-order differences of the log-density, in units of the error that float arithmetic explains.</summary>
    public static double WorstScoreError(ITarget target, Batch points, double step)
    {
        (double[] center, Batch score) = Evaluate(target, points);
        double worst = 0;
        for (int column = 0; column < target.Dimension; column++)
        {
            double[] wide = CentralDifference(target, points, column, 2 * step);
            double[] narrow = CentralDifference(target, points, column, step);
            for (int row = 0; row < points.Count; row++)
            {
                double difference = ((4 * narrow[row]) - wide[row]) / 3;
                double allowed = (1e-6 * Math.Max(1, Math.Abs(center[row])) / step) + (2e-3 * Math.Max(1, Math.Abs(difference)));
                worst = Math.Max(worst, Math.Abs(difference - score[row, column]) / allowed);
            }
        }

        return worst;
    }

    public static (double[] LogDensity, Batch Score) Evaluate(ITarget target, Batch points)
    {
        double[] logDensity = new double[points.Count];
        Batch score = new(points.Count, target.Dimension);
        target.LogDensityAndScore(points, logDensity, score);
        return (logDensity, score);
    }

    private static double Deviation(int count, Func<int, double> value)
    {
        double mean = Enumerable.Range(0, count).Average(value);
        double variance = Enumerable.Range(0, count).Average(row => Math.Pow(value(row) - mean, 2));
        return Math.Abs(mean) / Math.Sqrt(variance / count);
    }

    /// <summary>Uses the distance that the float coordinates really moved.</summary>
    private static double[] CentralDifference(ITarget target, Batch points, int column, double step)
    {
        Batch above = points.Slice(0, points.Count);
        Batch below = points.Slice(0, points.Count);
        for (int row = 0; row < points.Count; row++)
        {
            above[row, column] += (float)step;
            below[row, column] -= (float)step;
        }

        double[] high = new double[points.Count];
        double[] low = new double[points.Count];
        target.LogDensity(above, high);
        target.LogDensity(below, low);
        return high.Select((value, row) => (value - low[row]) / ((double)above[row, column] - below[row, column])).ToArray();
    }
}
