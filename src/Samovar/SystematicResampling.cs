using System.Numerics;

namespace Samovar;

/// <summary>Chooses items in proportion to their weights with a single uniform number: equally spaced pointers into the cumulated weights.</summary>
/// <remarks>
/// Of m choices an item of share w gets m·w, rounded up or down, and m·w in the mean; an item of weight 0 gets none. Source: Kitagawa, 1996, Journal of Computational and
/// Graphical Statistics 5(1).
/// </remarks>
internal static class SystematicResampling
{
    /// <summary>Chooses.</summary>
    /// <param name="weights">[n] weights of any scale, at least 0, finite, not all 0.</param>
    /// <param name="uniform">A uniform number in [0, 1).</param>
    /// <param name="chosen">[m] overwritten with numbers of items, rising; those of heavy ones repeat.</param>
    /// <exception cref="ArgumentException">The weights are no weights.</exception>
    public static void Choose<T>(ReadOnlySpan<T> weights, double uniform, Span<int> chosen)
        where T : INumber<T>
    {
        (double total, int last) = Total(weights);
        double spacing = total / chosen.Length;
        double pointer = spacing * uniform;
        double passed = 0;
        int source = -1;
        foreach (ref int choice in chosen)
        {
            // Rounding may carry the last pointer to the total, beyond which nothing of any weight is left.
            while (source < last && passed <= pointer)
            {
                passed += double.CreateTruncating(weights[++source]);
            }

            choice = source;
            pointer += spacing;
        }
    }

    private static (double Total, int LastOfWeight) Total<T>(ReadOnlySpan<T> weights)
        where T : INumber<T>
    {
        (double total, int last) = (0, -1);
        for (int index = 0; index < weights.Length; index++)
        {
            double weight = double.CreateTruncating(weights[index]);
            if (!(weight >= 0) || double.IsPositiveInfinity(weight))
            {
                throw new ArgumentException($"Weight {index} of {weights.Length} is {weight}. Weights are finite and at least 0: look for what made it.", nameof(weights));
            }

            total += weight;
            last = weight > 0 ? index : last;
        }

        return last >= 0 && double.IsFinite(total)
            ? (total, last)
            : throw new ArgumentException($"The {weights.Length} weights sum to {total}, so that there is nothing to choose by. Give at least one of them a finite weight above 0.", nameof(weights));
    }
}
