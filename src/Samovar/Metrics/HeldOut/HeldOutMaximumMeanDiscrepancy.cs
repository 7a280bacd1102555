using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Data;

namespace Samovar.Metrics.HeldOut;

/// <summary>The squared maximum mean discrepancy to held-out rows without bias, so that it may be negative; 0 is perfect, 2 is far apart.</summary>
/// <remarks>The estimate of <see cref="MaximumMeanDiscrepancy"/>, in the coordinates of the learner; widths follow the median distance of held-out rows. The floor is the root mean square
/// of comparisons of rows with rows, as there: what is not larger is 0.</remarks>
[Catalogued("mmd")]
public sealed class HeldOutMaximumMeanDiscrepancy() : HeldOutMetric("mmd")
{
    private const int LargestChunk = 1_000;

    /// <inheritdoc/>
    protected override Measurement Evaluate(Batch draws, DataSet data, RandomStream random) =>
        Compared(draws, data, LargestChunk, random, (own, rows) => MaximumMeanDiscrepancy.Of(own, rows, PairTable.MedianDistance(rows)));

    /// <inheritdoc/>
    private protected override NoiseFloor Floor(IReadOnlyCollection<double> values) => NoiseFloor.Of([.. values.Select(value => value * value)]).Root();
}
