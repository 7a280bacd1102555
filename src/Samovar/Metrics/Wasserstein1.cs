using Samovar.Compute;
using Samovar.Compute.Randomness;

namespace Samovar.Metrics;

/// <summary>The Wasserstein-1 distance to exact draws, by exact assignment on chunks of at most 1,000 draws; in the units of the points.</summary>
/// <remarks>The mean way that mass must be moved. Far strays count less in it than in the Wasserstein-2 distance; saturated in high dimension all the same.</remarks>
[Catalogued("wasserstein-1")]
public sealed class Wasserstein1() : TwoSampleMetric("wasserstein-1", largestChunk: 1_000, mostChunks: 2)
{
    /// <inheritdoc/>
    private protected override double Compare(Batch draws, Batch exact, RandomStream random) => ExactWasserstein.FirstOrder(draws, exact);
}
