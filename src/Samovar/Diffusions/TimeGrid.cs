using Samovar.Compute.Randomness;

namespace Samovar.Diffusions;

/// <summary>Ways to cut the time from 0 to 1 into steps.</summary>
public static class TimeGrid
{
    /// <summary>Steps of equal length.</summary>
    /// <param name="steps">Number of steps N, at least 1.</param>
    /// <returns>[N] lengths that sum to 1.</returns>
    public static IReadOnlyList<double> Uniform(int steps)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        return [.. Enumerable.Repeat(1.0 / steps, steps)];
    }

    /// <summary>Steps between N − 1 independent uniform times, drawn once: what is true of a method on every grid has to hold on this one.</summary>
    /// <remarks>The longest step is about ln N times the mean one, so at the same N the other grids lose less. A grid for every batch of a training (Berner et al., 2025, arXiv:2501.06148) is
    /// another matter: controls here know a step by its number, not by its time.</remarks>
    /// <param name="steps">Number of steps N, at least 1.</param>
    /// <param name="random">Source of randomness; advanced.</param>
    /// <returns>[N] lengths that sum to 1.</returns>
    public static IReadOnlyList<double> Random(int steps, RandomStream random)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        ArgumentNullException.ThrowIfNull(random);
        // Independent exponentials over their sum have the law of such gaps, and none of them is 0.
        double[] gaps = [.. Enumerable.Range(0, steps).Select(_ => -Math.Log(random.NextDouble()))];
        double sum = gaps.Sum();
        return [.. gaps.Select(gap => gap / sum)];
    }

    /// <summary>Steps that shrink like cos² from the start to the end, where narrow modes need small ones.</summary>
    /// <param name="steps">Number of steps N, at least 1.</param>
    /// <returns>[N] lengths that sum to 1, each shorter than the one before.</returns>
    public static IReadOnlyList<double> Cosine(int steps)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        const double Offset = 0.1;
        double[] lengths = [.. Enumerable.Range(0, steps).Select(step => Math.Pow(Math.Cos(Math.PI / 2 * (step + 0.5) / (steps * (1 + Offset))), 2))];
        double sum = lengths.Sum();
        return [.. lengths.Select(length => length / sum)];
    }

    /// <summary>Steps that shrink in proportion to the time left, down to a finest scale: a mode of any width above it gets its share of steps.</summary>
    /// <remarks>ln(1 + time left/finest) falls evenly. At the same N it loses less than the cosine to fixed variances where modes are narrow, and steps never
    /// outgrow the width of such a mode (docs/decisions/0012).</remarks>
    /// <param name="steps">Number of steps N, at least 1.</param>
    /// <param name="finest">Time left below which steps are about of equal length: the variance within a mode over that of the reference. Positive.</param>
    /// <returns>[N] lengths that sum to 1, each shorter than the one before.</returns>
    public static IReadOnlyList<double> Logarithmic(int steps, double finest)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(finest);
        double range = Math.Log(1 + (1 / finest));
        double[] left = [.. Enumerable.Range(0, steps + 1).Select(step => finest * double.ExpM1(range * (1 - ((double)step / steps))))];
        return [.. left.Zip(left.Skip(1), (before, after) => (before - after) / left[0])];
    }
}
