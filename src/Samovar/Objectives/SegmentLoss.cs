namespace Samovar.Objectives;

/// <summary>The mean squared mismatch between the ends of all segments of a trajectory, weighted by their lengths, in O(N).</summary>
/// <remarks>
/// With potentials u₀ … u_N that are equal where every segment balances: L = ½ Σ_{m&lt;n} λ^(n−m) (u_m − u_n)² / Σ_{m&lt;n} λ^(n−m). Its derivative
/// by u_k is Σ_j λ^|k−j| (u_k − u_j) over the same sum, which takes one recurrence from each side; the value is half the product of u with it, as L is
/// quadratic. λ = 0 leaves neighbours alone, detailed balance; λ = 1 is the variance of u; λ = ∞ leaves the whole trajectory alone, trajectory balance. A share ω of the
/// loss may be that of the whole trajectory whatever λ is: (1 − ω) L + ω ½ (u₀ − u_N)².
/// For λ &gt; 1 the weights are scaled by λ^−N, so that none overflows. Source of the loss: Madan et al., 2023, arXiv:2209.12782; the recurrences are ours.
/// </remarks>
internal sealed class SegmentLoss
{
    private readonly double carry;
    private readonly double[] scales;
    private readonly double wholeShare;
    private readonly double total;

    /// <summary>Prepares the weights.</summary>
    /// <param name="steps">N, at least 1.</param>
    /// <param name="decay">λ, 0 to ∞, both included.</param>
    /// <param name="wholeShare">ω, 0 to 1.</param>
    public SegmentLoss(int steps, double decay, double wholeShare = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(decay);
        this.wholeShare = wholeShare;
        // Up to a common factor λ^(n−m) = carry^(n−1−m) · scales[m] · scales[N−n].
        carry = Math.Min(1, decay);
        scales = [.. Enumerable.Range(0, steps + 1).Select(place => decay > 1 ? Math.Pow(1 / decay, place) : 1)];
        total = Sweep(new double[steps + 1], new double[steps + 1], reversed: false);
    }

    /// <summary>Computes the loss and its derivatives.</summary>
    /// <param name="potentials">[N + 1] u.</param>
    /// <param name="derivatives">[N + 1] dL/du; overwritten.</param>
    /// <returns>L.</returns>
    public double Evaluate(ReadOnlySpan<double> potentials, Span<double> derivatives)
    {
        derivatives.Clear();
        Sweep(potentials, derivatives, reversed: false);
        Sweep(potentials, derivatives, reversed: true);
        double whole = wholeShare * (potentials[^1] - potentials[0]);
        double loss = 0;
        for (int place = 0; place < potentials.Length; place++)
        {
            derivatives[place] *= (1 - wholeShare) / total;
            derivatives[place] += place == 0 ? -whole : place == potentials.Length - 1 ? whole : 0;
            // Measured from the first potential, as a common offset would only cost digits.
            loss += 0.5 * (potentials[place] - potentials[0]) * derivatives[place];
        }

        return loss;
    }

    /// <summary>Adds to every derivative what the potentials on one side of it contribute.</summary>
    /// <returns>Sum of the weights of all segments.</returns>
    private double Sweep(ReadOnlySpan<double> potentials, Span<double> derivatives, bool reversed)
    {
        double weights = 0;
        double passed = 0;
        double weighted = 0;
        int last = potentials.Length - 1;
        for (int index = 0; index <= last; index++)
        {
            int place = reversed ? last - index : index;
            double potential = potentials[place] - potentials[0];
            double scale = scales[last - index];
            derivatives[place] += scale * ((passed * potential) - weighted);
            weights += scale * passed;
            passed = (carry * passed) + scales[index];
            weighted = (carry * weighted) + (scales[index] * potential);
        }

        return weights;
    }
}
