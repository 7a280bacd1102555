using Samovar.Runs;

namespace Samovar.Checks;

/// <summary>Says when training ended before its curves had settled, or before the gap between the scores had closed.</summary>
[Catalogued("convergence")]
public sealed class ConvergenceCheck : IRunCheck
{
    /// <summary>The mean squared difference of noised scores per coordinate, in units of the noise: 1 is that of a sampler that knows nothing of the target.</summary>
    private const double AmberGap = 0.5;
    private const double RedGap = 1;

    /// <summary>A fall between the last fifth and the one before that is still worth steps.</summary>
    private const double Fall = 0.25;
    private const double Errors = 5;
    private const int FewestRecords = 50;
    private static readonly string[] Falling = ["score-gap", "log-weight-deviation"];

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(Run run)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (Fifths(run, "score-gap") is { } gap && MeasurementLookup.Grade(gap.Last, AmberGap, RedGap) is { } severity)
        {
            yield return new Finding(
                severity,
                "convergence",
                $"The gap between the sampler's scores and the target's is not closed: {gap.Last:0.00} over the last fifth of the steps, where 1 is a sampler that knows nothing.",
                $"Train longer. If it stays, {Reasons(run)}.");
        }

        foreach (string quantity in Falling)
        {
            if (Fifths(run, quantity) is { } fifths && fifths.Before - fifths.Last > Math.Max(Fall * fifths.Before, Errors * fifths.Error))
            {
                yield return new Finding(
                    Severity.Amber,
                    "convergence",
                    $"Training had not settled: '{quantity}' still fell from {fifths.Before:0.0##} to {fifths.Last:0.0##} between the last two fifths of the steps.",
                    "Train longer: the same preset with more --steps.");
            }
        }
    }

    /// <summary>What keeps a gap open, of what the run is made of: its history tells.</summary>
    private static string Reasons(Run run)
    {
        bool Records(string quantity) => run.History.Any(record => record.Values.ContainsKey(quantity));
        string sampler = Records("particle-ess")
            ? "the particles are too few for so little noise: more --particles, or a larger --last-noise"
            : "the network is too small for what it learns";
        string scores = Records("posterior-ess") ? ", or the target's scores are too noisy: look at 'posterior-ess' in history.csv" : string.Empty;
        return sampler + scores;
    }

    /// <summary>Means over the last fifth of the records and the one before, and the error of their difference; null without enough records.</summary>
    private static (double Before, double Last, double Error)? Fifths(Run run, string quantity)
    {
        double[] values = [.. run.History.Where(record => record.Values.ContainsKey(quantity)).Select(record => record.Values[quantity]).Where(double.IsFinite)];
        if (values.Length < FewestRecords)
        {
            return null;
        }

        int fifth = values.Length / 5;
        double[] before = values[^(2 * fifth)..^fifth];
        double[] last = values[^fifth..];
        return (before.Average(), last.Average(), Math.Sqrt((Variance(before) + Variance(last)) / fifth));
    }

    private static double Variance(double[] values)
    {
        double mean = values.Average();
        return values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1);
    }
}
