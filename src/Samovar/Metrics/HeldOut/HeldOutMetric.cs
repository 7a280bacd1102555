using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Data;

namespace Samovar.Metrics.HeldOut;

/// <summary>A metric against held-out rows that first makes sure there is something to measure.</summary>
/// <param name="name">Name in kebab-case, as in metrics.json.</param>
public abstract class HeldOutMetric(string name) : NamedMetric(name), IDataMetric
{
    private const int MostChunks = 5;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The draws live in another dimension than the data.</exception>
    public Measurement Measure(Batch draws, DataSet data, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(draws);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(random);
        if (draws.Dimension != data.Dimension)
        {
            throw new ArgumentException($"'{data.Name}' has {data.Dimension} coordinates; the draws have {draws.Dimension}.", nameof(draws));
        }

        return Unfit(draws) ?? Evaluate(draws, data, random.Fork());
    }

    /// <summary>Measures.</summary>
    /// <param name="draws">[n, d] finite draws, n at least 2.</param>
    /// <param name="data">The data that they should follow.</param>
    /// <param name="random">Source of randomness of this measurement alone.</param>
    protected abstract Measurement Evaluate(Batch draws, DataSet data, RandomStream random);

    /// <summary>What seen rows get, remembered. Comparisons of a file share its rows, so their scatter is too small to be an error, and there is none.</summary>
    /// <param name="data">The data.</param>
    /// <param name="name">The metric.</param>
    /// <param name="count">Rows per comparison.</param>
    /// <param name="repeats">Number of comparisons.</param>
    /// <param name="compare">Makes one; a function of the data and its randomness alone.</param>
    private protected NoiseFloor Floor(DataSet data, string name, int count, int repeats, Func<RandomStream, double> compare)
    {
        NoiseFloor floor = Remembered.Of(data, name, count, own => Floor([.. Enumerable.Range(0, repeats).Select(_ => compare(own))]));
        return data.IsEndless ? floor : floor with { StandardError = double.NaN };
    }

    /// <summary>Sums up comparisons of rows with rows.</summary>
    /// <param name="values">The comparisons.</param>
    private protected virtual NoiseFloor Floor(IReadOnlyCollection<double> values) => NoiseFloor.Of(values);

    /// <summary>Draws in parts as large as the samples of rows that the floor comes from: what is compared with few rows is no more certain for many draws.</summary>
    /// <param name="draws">[n, d] the draws.</param>
    /// <param name="most">Largest part, at least 1.</param>
    /// <returns>Up to five parts of one size; what is left over is not looked at.</returns>
    private protected static Batch[] Chunks(Batch draws, int most)
    {
        int chunks = Math.Clamp(draws.Count / most, 1, MostChunks);
        int size = Math.Min(draws.Count / chunks, most);
        return [.. Enumerable.Range(0, chunks).Select(chunk => draws.Slice(chunk * size, size))];
    }

    /// <summary>The mean of parts, with the error of that mean.</summary>
    /// <param name="parts">Values of parts and their standard errors, at least one.</param>
    private protected static (double Value, double Error) Mean(IReadOnlyCollection<(double Value, double Error)> parts) =>
        (parts.Average(part => part.Value), Math.Sqrt(parts.Average(part => part.Error * part.Error) / parts.Count));

    /// <summary>The mean distance of chunks of draws to held-out rows; the floor is that of training rows to held-out rows.</summary>
    /// <param name="draws">[n, d] the draws.</param>
    /// <param name="data">The data.</param>
    /// <param name="mostRows">Largest chunk.</param>
    /// <param name="random">Source of randomness; advanced.</param>
    /// <param name="distance">The distance of two samples of the same size.</param>
    protected Measurement Compared(Batch draws, DataSet data, int mostRows, RandomStream random, Func<Batch, Batch, double> distance)
    {
        ArgumentNullException.ThrowIfNull(draws);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(distance);
        Batch[] chunks = Chunks(draws, Math.Min(mostRows, data.IsEndless ? mostRows : Math.Min(data.HeldOut.Count, data.Training.Count)));
        int size = chunks[0].Count;
        if (size < 2)
        {
            return NotApplicable($"needs at least 2 draws and 2 rows a comparison, and '{data.Name}' has {data.Training.Count} to learn from and {data.HeldOut.Count} held out");
        }

        double[] distances = [.. chunks.Select(chunk => distance(chunk, data.DrawHeldOut(size, random)))];
        int lost = distances.Count(value => !double.IsFinite(value));
        if (lost > 0)
        {
            return NotApplicable($"{lost} of {chunks.Length} comparisons of {size} draws gave no finite number");
        }

        NoiseFloor floor = Floor(data, Name, size, MostChunks, own => distance(data.DrawSeen(size, own), data.DrawHeldOut(size, own)));
        return Measured(distances.Average(), Spread.ErrorOfMean(distances), floor);
    }
}
