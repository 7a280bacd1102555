namespace Samovar.Targets;

/// <summary>Settings of <see cref="Mog40Unit"/>.</summary>
public sealed record Mog40UnitOptions
{
    /// <summary>Number of coordinates d. Range [1, 200]. Default 2; the papers use 2 and 50.</summary>
    public int Dimension
    {
        get;
        init => field = Require.That(value, value is >= 1 and <= 200, "mog40-unit takes 1 to 200 dimensions.");
    } = 2;
}

/// <summary>Forty Gaussians of width 1 whose means come from JAX: the form of the benchmark suites written in it.</summary>
/// <remarks>Source: Blessing et al., 2024, arXiv:2406.07423 (code).</remarks>
/// <param name="options">Dimension; null for the plane.</param>
[Catalogued("mog40-unit")]
public sealed class Mog40Unit(Mog40UnitOptions? options = null)
    : GaussianMixture("mog40-unit", PublishedMeans((options ?? new Mog40UnitOptions()).Dimension), EqualWeights(ModeCount), 1), IHasCard
{
    private const int ModeCount = 40;
    private const float HalfWidth = 40;

    /// <inheritdoc/>
    public TargetCard Card => new(
        $"40 Gaussians of width 1 in {Dimension} dimensions, as in the JAX suites",
        $"Equal mixture of 40 Gaussians in d = {Dimension} dimensions with covariance I. The means are 40·(2u − 1), where u are the {ModeCount * Dimension} "
        + "uniform numbers of jax.random.uniform with PRNGKey(0), point by point, under the default scheme of JAX up to 0.4 (Threefry not partitionable).",
        "0, the density is normalized",
        40,
        "arXiv:2406.07423, code; also arXiv:2412.07081")
    {
        Moments = Moments(),
        Variants =
        [
            "mog40: other means and width 1.3133, as in arXiv:2208.01893, arXiv:2402.06121, arXiv:2410.12456",
            "JAX 0.5 and later draw other means from the same key unless jax_threefry_partitionable is off",
        ],
        Traps = ["in 50 dimensions the modes are some 200 widths apart: only a reference that covers the cube finds them"],
    };

    private static double[,] PublishedMeans(int dimension)
    {
        float[] uniform = JaxUniform.Draw(0, ModeCount * dimension);
        double[,] means = new double[ModeCount, dimension];
        for (int index = 0; index < uniform.Length; index++)
        {
            // In float, as in the original: 2u − 1 first, then the scale.
            means[index / dimension, index % dimension] = ((2 * uniform[index]) - 1) * HalfWidth;
        }

        return means;
    }
}
