using Samovar.Compute;
using Samovar.Compute.Graphs;
using Samovar.Compute.Randomness;
using static Samovar.Compute.Graphs.TracedMath;

namespace Samovar.Targets;

/// <summary>Settings of <see cref="Rosenbrock"/>.</summary>
public sealed record RosenbrockOptions
{
    /// <summary>Number of coordinates d, two per valley. Even, range [2, 512]. Default 2.</summary>
    public int Dimension
    {
        get;
        init => field = Require.That(value, value is >= 2 and <= 512 && value % 2 == 0, "rosenbrock takes an even number of dimensions from 2 to 512, two per valley.");
    } = 2;
}

/// <summary>Rosenbrock's bent valley as a density; in more dimensions independent copies of it.</summary>
/// <remarks>Source: Goodman and Weare, 2010, CAMCoS 5(1) (density); Dixon and Mills, 1994 (even form in more dimensions).</remarks>
/// <param name="options">Dimension; null for the plane.</param>
[Catalogued("rosenbrock")]
public sealed class Rosenbrock(RosenbrockOptions? options = null)
    : TracedTarget("rosenbrock", (options ?? new RosenbrockOptions()).Dimension, Energy), IHasExactDraws, IHasLogNormalizer, IHasCard
{
    private const double Temperature = 20;
    private const double Steepness = 100;

    /// <summary>ln 2π per valley, ½ ln 20π of u and ½ ln(π/5) of v given u.</summary>
    public double LogNormalizer => 0.5 * Dimension * Math.Log(2 * Math.PI);

    /// <inheritdoc/>
    public TargetCard Card => new(
        Dimension == 2 ? "Rosenbrock's bent valley in the plane" : $"{Dimension / 2} of Rosenbrock's bent valleys in {Dimension} dimensions",
        $"E(x) = Σ over the {Dimension / 2} pairs (u, v) = (x₀, x₁), (x₂, x₃), … of (100 (v − u²)² + (1 − u)²) / 20: u ~ N(1, 10), v given u ~ N(u², 1/10), variances.",
        $"{LogNormalizer:0.000000} = {Dimension / 2} ln 2π, in closed form",
        80,
        "Goodman and Weare, CAMCoS 5(1), 2010")
    {
        Symmetries = Dimension == 2 ? [] : ["exchange of pairs"],
        Moments = ["E u = 1, var u = 10; E v = 11, var v = 240.1"],
        Variants =
        [
            "without the 20, or with other weights: other widths, same shape",
            "the chain Σ 100 (xᵢ₊₁ − xᵢ²)² + (1 − xᵢ)² in more than two dimensions: no closed form, another target",
        ],
        Traps = ["the valley is 0.3 wide and 30 long: the step that fits its width takes thousands to walk its length"],
    };

    /// <inheritdoc/>
    public void DrawExactly(Batch destination, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(destination);
        ArgumentNullException.ThrowIfNull(random);
        for (int row = 0; row < destination.Count; row++)
        {
            for (int column = 0; column < Dimension; column += 2)
            {
                double u = 1 + (Math.Sqrt(0.5 * Temperature) * random.NextNormal());
                destination[row, column] = (float)u;
                destination[row, column + 1] = (float)((u * u) + (Math.Sqrt(0.5 * Temperature / Steepness) * random.NextNormal()));
            }
        }
    }

    private static Traced Energy(Traced point)
    {
        int[] even = [.. Enumerable.Range(0, point.Shape.Columns / 2).Select(pair => 2 * pair)];
        Traced u = Gather(point, even);
        Traced v = Gather(point, [.. even.Select(column => column + 1)]);
        return Sum((Steepness * Square(v - Square(u))) + Square(1 - u)) / Temperature;
    }
}
