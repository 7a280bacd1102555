using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Targets;

namespace Samovar.Metrics;

/// <summary>The share of draws that are not copies of other draws: 1 is right for a continuous density. Needs no reference.</summary>
/// <remarks>Below 1 for a sampler that ignores its randomness, for chains that stand still, and where weighted draws were resampled.</remarks>
[Catalogued("distinct-draws")]
public sealed class DistinctDraws() : Metric("distinct-draws")
{
    /// <inheritdoc/>
    protected override Measurement Evaluate(Batch points, ITarget target, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(points);
        int[] order = [.. Enumerable.Range(0, points.Count)];
        Array.Sort(order, (left, right) => points.Row(left).SequenceCompareTo(points.Row(right)));
        int distinct = 1;
        for (int place = 1; place < order.Length; place++)
        {
            distinct += points.Row(order[place]).SequenceEqual(points.Row(order[place - 1])) ? 0 : 1;
        }

        double share = (double)distinct / points.Count;
        return Measured(share, Math.Sqrt(share * (1 - share) / points.Count), 1);
    }
}
