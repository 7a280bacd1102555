namespace Samovar.MarkovChains.Tempering;

/// <summary>Inverse temperatures from 0, the reference, to 1, the target.</summary>
public sealed class TemperatureSchedule
{
    private TemperatureSchedule(double[] inverseTemperatures) => InverseTemperatures = inverseTemperatures;

    /// <summary>[n] β, strictly increasing from 0 to 1; at least two.</summary>
    public IReadOnlyList<double> InverseTemperatures { get; }

    /// <summary>Number of temperatures n.</summary>
    public int Count => InverseTemperatures.Count;

    /// <summary>A first guess, denser near the reference, where densities change fastest.</summary>
    /// <param name="count">Number of temperatures, at least 2.</param>
    public static TemperatureSchedule Cubic(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 2);
        return new TemperatureSchedule([.. Enumerable.Range(0, count).Select(rung => Math.Pow(rung / (count - 1.0), 3))]);
    }

    /// <summary>Given inverse temperatures.</summary>
    /// <param name="inverseTemperatures">Strictly increasing from 0 to 1.</param>
    /// <exception cref="ArgumentException">They are not.</exception>
    public static TemperatureSchedule Of(IReadOnlyList<double> inverseTemperatures)
    {
        ArgumentNullException.ThrowIfNull(inverseTemperatures);
        double[] copy = [.. inverseTemperatures];
        bool increasing = copy.Zip(copy.Skip(1), (left, right) => left < right).All(sign => sign);
        return copy.Length >= 2 && copy[0] == 0 && copy[^1] == 1 && increasing
            ? new TemperatureSchedule(copy)
            : throw new ArgumentException($"Inverse temperatures rise strictly from 0 to 1; these are {string.Join(", ", copy)}.", nameof(inverseTemperatures));
    }

    /// <summary>The schedule that makes all exchanges equally likely, judged by the rejections of this one.</summary>
    /// <param name="rejections">[n − 1] mean rejection probability of each neighbouring pair.</param>
    /// <param name="count">Number of temperatures of the new schedule, at least 2.</param>
    /// <remarks>
    /// The sum of rejections up to β estimates the communication barrier Λ(β); the new temperatures cut it into equal parts, by linear interpolation.
    /// Source: Syed et al., 2022, Journal of the Royal Statistical Society B 84(2), arXiv:1905.02939, sections 4 and 5.
    /// </remarks>
    public TemperatureSchedule Respaced(IReadOnlyList<double> rejections, int count)
    {
        ArgumentNullException.ThrowIfNull(rejections);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 2);
        // A floor keeps the barrier strictly increasing where nothing was rejected.
        double floor = Math.Max(1e-6, 1e-3 * rejections.Average());
        double[] barrier = new double[Count];
        for (int rung = 1; rung < Count; rung++)
        {
            barrier[rung] = barrier[rung - 1] + Math.Max(rejections[rung - 1], floor);
        }

        double[] respaced = new double[count];
        int below = 0;
        for (int rung = 1; rung < count; rung++)
        {
            double level = barrier[^1] * rung / (count - 1);
            while (below < Count - 2 && barrier[below + 1] < level)
            {
                below++;
            }

            double fraction = (level - barrier[below]) / (barrier[below + 1] - barrier[below]);
            respaced[rung] = InverseTemperatures[below] + (fraction * (InverseTemperatures[below + 1] - InverseTemperatures[below]));
        }

        respaced[^1] = 1;
        return new TemperatureSchedule(respaced);
    }

    /// <summary>A quantity known at these temperatures, at another one: linear in between.</summary>
    /// <param name="values">[n] values.</param>
    /// <param name="inverseTemperature">β in [0, 1].</param>
    public double Interpolate(IReadOnlyList<double> values, double inverseTemperature)
    {
        ArgumentNullException.ThrowIfNull(values);
        int above = 1;
        while (above < Count - 1 && InverseTemperatures[above] < inverseTemperature)
        {
            above++;
        }

        double fraction = (inverseTemperature - InverseTemperatures[above - 1]) / (InverseTemperatures[above] - InverseTemperatures[above - 1]);
        return values[above - 1] + (fraction * (values[above] - values[above - 1]));
    }
}
