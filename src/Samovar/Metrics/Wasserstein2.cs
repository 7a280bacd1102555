using Samovar.Compute;
using Samovar.Compute.Randomness;

namespace Samovar.Metrics;

/// <summary>The Wasserstein-2 distance to exact draws, by exact assignment on chunks of at most 2,000 draws; in the units of the points.</summary>
/// <remarks>
/// The mean over up to five disjoint chunks, each against its own exact draws. It does not go to 0 for a perfect sampler: read it beside its floor,
/// the mean of the same distance between two exact samples. In high dimension it is saturated and ranks nothing.
/// </remarks>
[Catalogued("wasserstein-2")]
public sealed class Wasserstein2() : TwoSampleMetric("wasserstein-2", largestChunk: 2_000, mostChunks: 5)
{
    /// <inheritdoc/>
    private protected override double Compare(Batch draws, Batch exact, RandomStream random) => ExactWasserstein.Distance(draws, exact);
}
