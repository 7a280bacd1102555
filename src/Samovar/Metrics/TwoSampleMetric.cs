using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Targets;

namespace Samovar.Metrics;

/// <summary>A comparison of draws with as many exact draws: the mean over disjoint chunks, each against its own exact draws.</summary>
/// <remarks>The floor is the same comparison between two exact samples of the size of a chunk, over ten pairs. Where one of them gives no finite number there is no floor, and no answer.</remarks>
/// <param name="name">Name in kebab-case.</param>
/// <param name="largestChunk">Most draws in a chunk.</param>
/// <param name="mostChunks">Most chunks.</param>
public abstract class TwoSampleMetric(string name, int largestChunk, int mostChunks) : Metric(name)
{
    /// <inheritdoc/>
    protected sealed override Measurement Evaluate(Batch points, ITarget target, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(random);
        if (target.Capability<IParticleSystem>() is not null)
        {
            return NotApplicable("is saturated by rotations and exchanged particles, which change nothing in this target");
        }

        if (target.Capability<IHasExactDraws>() is not { } truth)
        {
            return Missing("exact draws", target);
        }

        int size = ChunkSize(points.Count);
        Batch Exact(RandomStream stream) => TruthSample.Draw(truth, size, target.Dimension, stream);
        double[] values = [.. Enumerable.Range(0, Math.Min(points.Count / size, mostChunks)).Select(chunk => Compare(points.Slice(chunk * size, size), Exact(random), random))];
        int lost = values.Count(value => !double.IsFinite(value));
        if (lost > 0)
        {
            return NotApplicable($"{lost} of {values.Length} comparisons of {size} draws gave no finite number");
        }

        NoiseFloor floor = Remembered.Of(
            target, Name, size, own => Floor([.. Enumerable.Range(0, TruthSample.FloorRepeats).Select(_ => Compare(Exact(own), Exact(own), own))]));
        return Measured(values.Average(), Spread.ErrorOfMean(values), floor);
    }

    /// <summary>Draws in a chunk, at least 2.</summary>
    /// <param name="draws">Number of draws, at least 2.</param>
    private protected virtual int ChunkSize(int draws) => Math.Min(draws, largestChunk);

    /// <summary>Compares two samples of the same size.</summary>
    /// <param name="draws">[n, d] what is judged, n at least 2.</param>
    /// <param name="exact">[n, d] exact draws; what the comparison needs to know of the target's extent it takes from these.</param>
    /// <param name="random">Source of randomness; advanced.</param>
    private protected abstract double Compare(Batch draws, Batch exact, RandomStream random);

    /// <summary>Sums up comparisons of exact samples.</summary>
    /// <param name="values">The comparisons.</param>
    private protected virtual NoiseFloor Floor(IReadOnlyCollection<double> values) => NoiseFloor.Of(values);
}
