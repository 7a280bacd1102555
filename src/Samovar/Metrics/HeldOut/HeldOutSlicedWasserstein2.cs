using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Data;

namespace Samovar.Metrics.HeldOut;

/// <summary>The sliced Wasserstein-2 distance to held-out rows, in the coordinates of the learner: root mean square over 128 random directions.</summary>
/// <remarks>The mean over chunks of draws, each against held-out rows of its own. Source: Bonneel et al., 2015, Journal of Mathematical Imaging and Vision 51.</remarks>
[Catalogued("sliced-wasserstein-2")]
public sealed class HeldOutSlicedWasserstein2() : HeldOutMetric("sliced-wasserstein-2")
{
    private const int LargestChunk = 10_000;

    /// <inheritdoc/>
    protected override Measurement Evaluate(Batch draws, DataSet data, RandomStream random) =>
        Compared(draws, data, LargestChunk, random, (left, right) => SlicedWasserstein2.Distance(left, right, random));
}
