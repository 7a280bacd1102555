using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Compute.Threading;
using Samovar.Targets;

namespace Samovar.Metrics;

/// <summary>Of particles: the Wasserstein-2 distance to true draws after moving, turning, reflecting and exchanging particles; in the units of the points.</summary>
/// <remarks>
/// √ of the least mean squared distance in a pairing of 64 draws with 64 true ones (fewer of more than 13 particles, 15 of 55), where the distance of two configurations is that of
/// <see cref="Alignment"/>, summed over particles: an upper bound of the distance of their orbits, for draws as for the true ones behind the floor. The mean over up to four disjoint chunks,
/// each against its own true draws. It does not go to 0 for a perfect sampler: read it beside its floor. Draws that are a little too narrow score below the floor.
/// </remarks>
[Catalogued("aligned-wasserstein-2")]
public sealed class AlignedWasserstein2() : Metric("aligned-wasserstein-2")
{
    private const int LargestChunk = 64;

    /// <summary>Particles of all draws of a chunk: the time of a pair of configurations grows like the power 2.5 of their particles.</summary>
    private const int MostParticles = 832;

    private const int MostChunks = 4;

    /// <inheritdoc/>
    protected override Measurement Evaluate(Batch points, ITarget target, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(target);
        if (target.Capability<IParticleSystem>() is not { } system)
        {
            return Missing("particles", target);
        }

        if (TrueDraws.Of(target) is not { } truth)
        {
            return Missing("exact draws", target);
        }

        int size = Math.Min(points.Count, Math.Clamp(MostParticles / system.Particles, 2, LargestChunk));
        Batch True(int count, RandomStream stream) => TruthSample.Draw(truth, count, target.Dimension, stream);
        double[] values =
        [
            .. Enumerable.Range(0, Math.Min(points.Count / size, MostChunks))
                .Select(chunk => Distance(system, points.Slice(chunk * size, size), True(size, random))),
        ];
        int lost = values.Count(value => !double.IsFinite(value));
        if (lost > 0)
        {
            return NotApplicable($"{lost} of {values.Length} comparisons of {size} draws gave no finite number");
        }

        NoiseFloor floor = Remembered.Of(target, Name, size, own => NoiseFloor.Of(
        [
            .. Enumerable.Range(0, TruthSample.FloorRepeats)
                .Select(_ => True(2 * size, own))
                .Select(both => Distance(system, both.Slice(0, size), both.Slice(size, size))),
        ]));
        return Measured(values.Average(), Spread.ErrorOfMean(values), floor);
    }

    /// <summary>The distance of two samples of the same size.</summary>
    /// <param name="system">The particles.</param>
    /// <param name="left">[n, d] configurations.</param>
    /// <param name="right">[n, d] configurations.</param>
    /// <returns>The distance; infinite where a squared distance overflows a float.</returns>
    internal static double Distance(IParticleSystem system, Batch left, Batch right)
    {
        DistanceTable table = new(system, left, right);
        WorkerPool.Shared.Run(left.Count, table);
        float[] cost = [.. table.Squared.Select(value => (float)value)];
        return cost.All(float.IsFinite)
            ? Math.Sqrt(Assignment.Solve(cost, left.Count).Index().Average(pair => table.Squared[(pair.Index * left.Count) + pair.Item]))
            : double.PositiveInfinity;
    }

    /// <summary>Squared distances of all pairs, row by row.</summary>
    private sealed class DistanceTable(IParticleSystem system, Batch left, Batch right) : IChunkedWork
    {
        private readonly double[][] rows = Alignment.Prepare(left, system.SpatialDimensions);
        private readonly double[][] columns = Alignment.Prepare(right, system.SpatialDimensions);

        public double[] Squared { get; } = new double[left.Count * right.Count];

        public void Execute(int chunk)
        {
            Alignment alignment = new(system.Particles, system.SpatialDimensions);
            for (int column = 0; column < columns.Length; column++)
            {
                Squared[(chunk * columns.Length) + column] = alignment.SquaredDistance(rows[chunk], columns[column]);
            }
        }
    }
}
