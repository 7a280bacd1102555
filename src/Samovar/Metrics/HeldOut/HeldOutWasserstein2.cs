using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Data;

namespace Samovar.Metrics.HeldOut;

/// <summary>The Wasserstein-2 distance to held-out rows, by exact assignment on chunks of at most 1,000 draws; in the coordinates of the learner.</summary>
/// <remarks>It does not go to 0 for a perfect sampler: read it beside its floor.</remarks>
[Catalogued("wasserstein-2")]
public sealed class HeldOutWasserstein2() : HeldOutMetric("wasserstein-2")
{
    private const int LargestChunk = 1_000;

    /// <inheritdoc/>
    protected override Measurement Evaluate(Batch draws, DataSet data, RandomStream random) =>
        Compared(draws, data, LargestChunk, random, ExactWasserstein.Distance);
}
