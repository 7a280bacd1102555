using Samovar.Compute;
using Samovar.Compute.Graphs;
using Samovar.Compute.Randomness;
using static Samovar.Compute.Graphs.TracedMath;

namespace Samovar.Targets;

/// <summary>Settings of <see cref="Banana"/>.</summary>
public sealed record BananaOptions
{
    /// <summary>Number of coordinates d. Range [2, 1000]. Default 2.</summary>
    public int Dimension
    {
        get;
        init => field = Require.That(value, value is >= 2 and <= 1000, "banana takes 2 to 1000 dimensions.");
    } = 2;

    /// <summary>Bend b. Range [0, 1]. Default 0.1, the strongly bent form; 0.03 is the mild one.</summary>
    public double Bend
    {
        get;
        init => field = Require.That(value, value is >= 0 and <= 1, "The bend lies between 0 and 1.");
    } = 0.1;
}

/// <summary>A Gaussian with variance 100 along one axis, bent into a banana by a map that keeps volumes.</summary>
/// <remarks>Source: Haario, Saksman and Tamminen, 1999, Computational Statistics 14.</remarks>
[Catalogued("banana")]
public sealed class Banana : TracedTarget, IHasExactDraws, IHasLogNormalizer, IHasCard
{
    private const double LongVariance = 100;
    private readonly double bend;

    /// <summary>Makes the target.</summary>
    /// <param name="options">Dimension and bend; null for the defaults.</param>
    public Banana(BananaOptions? options = null)
        : base("banana", (options ??= new BananaOptions()).Dimension, point => Energy(point, options.Bend)) => bend = options.Bend;

    /// <summary>ln 10 + (d/2) ln 2π: bending keeps volumes.</summary>
    public double LogNormalizer => 0.5 * (Math.Log(LongVariance) + (Dimension * Math.Log(2 * Math.PI)));

    /// <inheritdoc/>
    public TargetCard Card => new(
        $"a bent Gaussian in {Dimension} dimensions",
        $"E(x) = x₀²/200 + (x₁ + b (x₀² − 100))²/2 + Σ over the other coordinates of x²/2, b = {bend}.",
        $"{LogNormalizer:0.000000} = ln 10 + {Dimension} · ½ ln 2π, in closed form",
        Math.Max(20, 300 * bend),
        "Haario, Saksman and Tamminen, Computational Statistics 14, 1999")
    {
        Symmetries = ["change of sign of x₀"],
        Moments = [$"mean 0; variance 100 of x₀, {1 + (2 * bend * bend * LongVariance * LongVariance):0.####} of x₁, 1 of the others; covariances 0"],
        Variants = ["b = 0.03 is the mild form, b = 0.1 the strongly bent one", "some texts write the map with x₁ − b x₀² + 100 b: the mirror image in x₁"],
        Traps = ["all covariances are 0: a sampler that has mean and covariance right may still be a straight Gaussian"],
    };

    /// <inheritdoc/>
    public void DrawExactly(Batch destination, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(destination);
        ArgumentNullException.ThrowIfNull(random);
        for (int row = 0; row < destination.Count; row++)
        {
            double along = Math.Sqrt(LongVariance) * random.NextNormal();
            destination[row, 0] = (float)along;
            destination[row, 1] = (float)(random.NextNormal() - (bend * ((along * along) - LongVariance)));
            for (int column = 2; column < Dimension; column++)
            {
                destination[row, column] = (float)random.NextNormal();
            }
        }
    }

    private static Traced Energy(Traced x, double bend)
    {
        Traced straightened = x[1] + (bend * (Square(x[0]) - LongVariance));
        Traced energy = (Square(x[0]) / (2 * LongVariance)) + (0.5 * Square(straightened));
        return x.Shape.Columns == 2 ? energy : energy + (0.5 * Sum(Square(x[2..])));
    }
}
