using Samovar.Compute;
using Samovar.Compute.Graphs;
using Samovar.Compute.Randomness;
using static Samovar.Compute.Graphs.TracedMath;

namespace Samovar.Targets;

/// <summary>A funnel in ten dimensions: x₀ is Gaussian and sets the width of the nine others.</summary>
/// <remarks>Source: Neal, 2003, Annals of Statistics 31(3), section 8.</remarks>
public abstract class NealFunnel : TracedTarget, IHasExactDraws, IHasLogNormalizer
{
    private const int Followers = 9;
    private readonly double leaderVariance;

    /// <summary>Makes the funnel.</summary>
    /// <param name="name">Name, as used on the command line.</param>
    /// <param name="leaderVariance">Variance of x₀, positive.</param>
    protected NealFunnel(string name, double leaderVariance)
        : base(name, 1 + Followers, point => Energy(point, leaderVariance)) => this.leaderVariance = leaderVariance;

    /// <summary>0: the density is normalized.</summary>
    public double LogNormalizer => 0;

    /// <summary>Maps that leave every funnel as it is.</summary>
    protected static IReadOnlyList<string> FollowerSymmetries => ["rotation of x₁ … x₉, their exchanges and changes of sign among them"];

    /// <inheritdoc/>
    public void DrawExactly(Batch destination, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(destination);
        ArgumentNullException.ThrowIfNull(random);
        for (int row = 0; row < destination.Count; row++)
        {
            double leader = Math.Sqrt(leaderVariance) * random.NextNormal();
            destination[row, 0] = (float)leader;
            for (int follower = 1; follower <= Followers; follower++)
            {
                destination[row, follower] = (float)(Math.Exp(0.5 * leader) * random.NextNormal());
            }
        }
    }

    /// <summary>The followers are divided by their width before they are squared: e^-x₀ alone would overflow, and infinity times 0 is not a number.</summary>
    private static Traced Energy(Traced x, double leaderVariance)
    {
        double constant = (0.5 * Math.Log(2 * Math.PI * leaderVariance)) + (0.5 * Followers * Math.Log(2 * Math.PI));
        return (Square(x[0]) / (2 * leaderVariance)) + (0.5 * Followers * x[0]) + (0.5 * Sum(Square(x[1..] * Exp(-0.5 * x[0])))) + constant;
    }
}
