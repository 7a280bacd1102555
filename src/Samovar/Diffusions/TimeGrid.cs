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
}
