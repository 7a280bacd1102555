using Samovar.Compute.Randomness;

namespace Samovar.Targets;

/// <summary>Forty equal Gaussians scattered over a square: the standard test of mode coverage in two dimensions.</summary>
/// <remarks>Source: Midgley et al., 2023, arXiv:2208.01893 (code); the same definition is used by the iDEM and DiKL codes.</remarks>
[Catalogued("mog40")]
public sealed class Mog40() : GaussianMixture("mog40", ScatteredMeans(), EqualWeights(ModeCount), Deviation * Deviation), IHasCard
{
    private const int ModeCount = 40;
    private const double HalfWidth = 40;

    /// <summary>softplus(1) = ln(1 + e).</summary>
    private static readonly double Deviation = Math.Log(1 + Math.E);

    /// <inheritdoc/>
    public TargetCard Card { get; } = new(
        "40 Gaussians in the plane; tests mode coverage",
        "Equal mixture of 40 Gaussians in 2 dimensions with covariance s² I, s = ln(1 + e) = 1.3132617. "
        + "The means are (u − ½)·80, where u are 80 uniform numbers (low 24 bits of a 32-bit word over 2^24) of the Mersenne Twister MT19937 "
        + "with seed 0, point by point; the first is (−0.2995, 21.4577). No truncation.",
        "0, the density is normalized",
        40,
        "arXiv:2208.01893, code; also used by arXiv:2402.06121 and arXiv:2410.12456")
    {
        Variants =
        [
            "the JAX benchmark suites draw other means (key 0) and use width 1: other target, other numbers",
            "the original code sets the density to 0 where its logarithm is below −10,000 (more than 186 from every mean); here it is left alone",
        ],
        KnownAnswers =
        [
            "mean (−2.1405, 1.2400), second moments (446.398, 624.972)",
            "entropy 6.859 ± 0.0015",
            "Wasserstein-2 between two exact samples of 2,000: about 3.7 ± 0.6",
        ],
        Traps =
        [
            "the two closest means are 1.18 apart, less than one width: counting nearest centres is not clean, responsibilities are",
            "one Wasserstein-2 value from 2,000 draws has a noise of about ± 0.5: average several chunks",
        ],
    };

    private static double[,] ScatteredMeans()
    {
        MersenneTwister twister = new(0);
        double[,] means = new double[ModeCount, 2];
        for (int index = 0; index < means.Length; index++)
        {
            // In float, as in the original, so that the means agree to the last bit.
            means[index / 2, index % 2] = (twister.NextSingle24() - 0.5f) * (float)(2 * HalfWidth);
        }

        return means;
    }
}
