using Samovar.Compute.Graphs;
using Samovar.Compute.Kernels;

namespace Samovar.Networks;

/// <summary>Exponential moving average of parameters: average ← average + (1 − decay)(present − average).</summary>
internal static class ExponentialAverage
{
    /// <summary>Moves an average towards the present values.</summary>
    /// <param name="present">The network in training.</param>
    /// <param name="average">A network of the same shape; updated.</param>
    /// <param name="decay">Share kept, in [0, 1).</param>
    public static void Update(IReadOnlyList<Parameter> present, IReadOnlyList<Parameter> average, double decay)
    {
        float share = (float)(1 - decay);
        for (int index = 0; index < present.Count; index++)
        {
            LinearInterpolation.MoveTowards(average[index].Memory.Span, present[index].Memory.Span, share);
        }
    }
}
