using Samovar.Compute.Randomness;

namespace Samovar.Targets;

/// <summary>Settings of <see cref="Mog40"/>.</summary>
public sealed record Mog40Options
{
    /// <summary>Number of coordinates d. Range [1, 200]. Default 2, the published one.</summary>
    public int Dimension
    {
        get;
        init => field = Require.That(value, value is >= 1 and <= 200, "mog40 takes 1 to 200 dimensions.");
    } = 2;
}

/// <summary>Forty equal Gaussians scattered over a cube: in two dimensions the standard test of mode coverage.</summary>
/// <remarks>Source: Midgley et al., 2023, arXiv:2208.01893 (code); the same definition is used by the iDEM and DiKL codes.</remarks>
/// <param name="options">Dimension; null for the plane.</param>
[Catalogued("mog40")]
public sealed class Mog40(Mog40Options? options = null)
    : GaussianMixture("mog40", ScatteredMeans((options ?? new Mog40Options()).Dimension), EqualWeights(ModeCount), Deviation * Deviation), IHasCard
{
    private const int ModeCount = 40;
    private const double HalfWidth = 40;

    /// <summary>softplus(1) = ln(1 + e).</summary>
    private static readonly double Deviation = Math.Log(1 + Math.E);

    /// <inheritdoc/>
    public TargetCard Card => new(
        Dimension == 2 ? "40 Gaussians in the plane; tests mode coverage" : $"40 Gaussians in {Dimension} dimensions; tests mode coverage",
        $"Equal mixture of 40 Gaussians in d = {Dimension} dimensions with covariance s² I, s = ln(1 + e) = 1.3132617. "
        + $"The means are (u − ½)·80, where u are {ModeCount * Dimension} uniform numbers (low 24 bits of a 32-bit word over 2^24) of the Mersenne Twister "
        + "MT19937 with seed 0, point by point; in the plane the first is (−0.2995, 21.4577). No truncation.",
        "0, the density is normalized",
        40,
        "arXiv:2208.01893, code; in the plane also arXiv:2402.06121 and arXiv:2410.12456")
    {
        Moments = Moments(),
        Variants =
        [
            "mog40-unit: width 1 and the means of JAX key 0, as in arXiv:2406.07423 and arXiv:2412.07081; other target, other numbers",
            "the original code sets the density to 0 where its logarithm is below −10,000 (more than 186 from every mean); here it is left alone",
        ],
        KnownAnswers = Dimension == 2 ? ["entropy 6.859 ± 0.0015", "Wasserstein-2 between two exact samples of 2,000: about 3.7 ± 0.6"] : [],
        Traps =
        [
            "in the plane the two closest means are 1.18 apart, less than one width: counting nearest centres is not clean, responsibilities are",
            "in many dimensions tempered methods need a reference wider than the modes' own spread, or outer modes starve; theirs widens with the dimension (30 in ten, 40 in 32)",
            "one Wasserstein-2 value from 2,000 draws has a noise of about ± 0.5: average several chunks",
        ],
    };

    private static double[,] ScatteredMeans(int dimension)
    {
        MersenneTwister twister = new(0);
        double[,] means = new double[ModeCount, dimension];
        for (int index = 0; index < means.Length; index++)
        {
            // In float, as in the original, so that the means agree to the last bit.
            means[index / dimension, index % dimension] = (twister.NextSingle24() - 0.5f) * (float)(2 * HalfWidth);
        }

        return means;
    }
}
