using Samovar.Compute;
using Samovar.Compute.Graphs;
using Samovar.Compute.Randomness;
using static Samovar.Compute.Graphs.TracedMath;

namespace Samovar.Targets;

/// <summary>Neal's funnel in ten dimensions: one coordinate sets the width of the nine others.</summary>
/// <remarks>Source: Neal, 2003, Annals of Statistics 31(3), section 8.</remarks>
[Catalogued("funnel")]
public sealed class Funnel() : TracedTarget("funnel", 1 + Followers, Energy), IHasExactDraws, IHasLogNormalizer, IHasCard
{
    private const int Followers = 9;
    private const double LeaderVariance = 9;

    /// <summary>0: the density is normalized.</summary>
    public double LogNormalizer => 0;

    /// <inheritdoc/>
    public TargetCard Card { get; } = new(
        "Neal's funnel in 10 dimensions; widths from e^-4 to e^4",
        "x₀ ~ N(0, 9); x₁ … x₉ given x₀ independent N(0, e^x₀), a variance.",
        "0, the density is normalized",
        20,
        "Neal, Annals of Statistics 31(3), 2003; the variance-9 form of arXiv:2310.02679")
    {
        Variants =
        [
            "variance 1 instead of 9 for x₀, often under the same name: much easier",
            "some suites clip exact draws to [−30, 30]; here they are left alone",
        ],
        KnownAnswers = ["x₀ has mean 0 and variance 9; every other coordinate has mean 0 and variance e^4.5 = 90.017"],
        Traps = ["Wasserstein-2 between two exact samples of 2,000 ranges from 20 to 40: useless here", "no single step size suits both ends"],
    };

    /// <inheritdoc/>
    public void DrawExactly(Batch destination, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(destination);
        ArgumentNullException.ThrowIfNull(random);
        for (int row = 0; row < destination.Count; row++)
        {
            double leader = Math.Sqrt(LeaderVariance) * random.NextNormal();
            destination[row, 0] = (float)leader;
            for (int follower = 1; follower <= Followers; follower++)
            {
                destination[row, follower] = (float)(Math.Exp(0.5 * leader) * random.NextNormal());
            }
        }
    }

    /// <summary>The followers are divided by their width before they are squared: e^-x₀ alone would overflow, and infinity times 0 is not a number.</summary>
    private static Traced Energy(Traced x)
    {
        double constant = (0.5 * Math.Log(2 * Math.PI * LeaderVariance)) + (0.5 * Followers * Math.Log(2 * Math.PI));
        return (Square(x[0]) / (2 * LeaderVariance)) + (0.5 * Followers * x[0]) + (0.5 * Sum(Square(x[1..] * Exp(-0.5 * x[0])))) + constant;
    }
}
