using Samovar.Compute;
using Samovar.Compute.Graphs;
using Samovar.Compute.Randomness;
using static Samovar.Compute.Graphs.TracedMath;

namespace Samovar.Targets;

/// <summary>Settings of <see cref="StudentMixture"/>.</summary>
public sealed record StudentMixtureOptions
{
    /// <summary>Number of coordinates d. Range [1, 200]. Default 2; the papers use 2 and 50.</summary>
    public int Dimension
    {
        get;
        init => field = Require.That(value, value is >= 1 and <= 200, "student-mixture takes 1 to 200 dimensions.");
    } = 2;
}

/// <summary>Ten products of Student-t laws with two degrees of freedom: several modes with tails so heavy that there is no variance.</summary>
/// <remarks>Source: Blessing et al., 2024, arXiv:2406.07423 (code).</remarks>
[Catalogued("student-mixture")]
public sealed class StudentMixture : TracedTarget, IHasExactDraws, IHasLogNormalizer, IHasModes, IHasCard
{
    private const int ModeCount = 10;
    private const float HalfWidth = 10;
    private readonly double[,] means;

    /// <summary>Makes the target.</summary>
    /// <param name="options">Dimension; null for the plane.</param>
    public StudentMixture(StudentMixtureOptions? options = null)
        : this(PublishedMeans((options ?? new StudentMixtureOptions()).Dimension))
    {
    }

    private StudentMixture(double[,] means)
        : base("student-mixture", means.GetLength(1), point => Energy(point, means)) => this.means = means;

    /// <summary>0: the density is normalized.</summary>
    public double LogNormalizer => 0;

    /// <inheritdoc/>
    public IReadOnlyList<double> ModeWeights { get; } = Enumerable.Repeat(1.0 / ModeCount, ModeCount).ToArray();

    /// <inheritdoc/>
    public TargetCard Card => new(
        $"10 heavy-tailed modes in {Dimension} dimensions; no variance",
        $"Equal mixture of 10 products of Student-t laws with 2 degrees of freedom and unit scale in d = {Dimension} dimensions: every coordinate has density "
        + $"(1 + (x − m)²/2)^(−3/2) / √8 around its centre m. The centres are 20u − 10, where u are the {ModeCount * Dimension} uniform numbers of "
        + "jax.random.uniform with PRNGKey(0), point by point, under the default scheme of JAX up to 0.4 (Threefry not partitionable).",
        "0, the density is normalized",
        14,
        "arXiv:2406.07423, code; also arXiv:2412.07081")
    {
        Moments = ["the mean of each coordinate is the mean of the ten centres; there is no variance"],
        Variants = ["the multivariate Student-t, whose coordinates share one width, is another law", "JAX 0.5 and later draw other centres from the same key"],
        Traps =
        [
            "errors of means shrink slower than 1/√n, and Wasserstein-2 is infinite: use medians, shares of modes, bounded functions",
            "one coordinate in 200 lies more than 10 from its centre: samplers with Gaussian tails miss it and do not notice",
        ],
    };

    /// <inheritdoc/>
    public void DrawExactly(Batch destination, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(destination);
        ArgumentNullException.ThrowIfNull(random);
        for (int row = 0; row < destination.Count; row++)
        {
            int mode = random.NextInt(ModeCount);
            for (int column = 0; column < Dimension; column++)
            {
                // Half a chi-square of two degrees of freedom is a unit exponential.
                double halfChiSquare = -Math.Log(1 - random.NextDouble());
                destination[row, column] = (float)(means[mode, column] + (random.NextNormal() / Math.Sqrt(halfChiSquare)));
            }
        }
    }

    /// <inheritdoc/>
    public void Responsibilities(Batch points, Span<double> responsibilities)
    {
        ArgumentNullException.ThrowIfNull(points);
        for (int row = 0; row < points.Count; row++)
        {
            Span<double> shares = responsibilities.Slice(row * ModeCount, ModeCount);
            for (int mode = 0; mode < ModeCount; mode++)
            {
                shares[mode] = 0;
                for (int column = 0; column < Dimension; column++)
                {
                    double offset = points[row, column] - means[mode, column];
                    shares[mode] -= 1.5 * Math.Log(1 + (0.5 * offset * offset));
                }
            }

            Normalize(shares);
        }
    }

    private static void Normalize(Span<double> logarithms)
    {
        double largest = double.NegativeInfinity;
        foreach (double logarithm in logarithms)
        {
            largest = Math.Max(largest, logarithm);
        }

        double total = 0;
        foreach (ref double share in logarithms)
        {
            share = Math.Exp(share - largest);
            total += share;
        }

        foreach (ref double share in logarithms)
        {
            share /= total;
        }
    }

    private static Traced Energy(Traced point, double[,] means)
    {
        int dimension = means.GetLength(1);
        Traced? logarithms = null;
        for (int column = 0; column < dimension; column++)
        {
            Traced offset = point[column] - point.Row(Enumerable.Range(0, ModeCount).Select(mode => means[mode, column]).ToArray());
            Traced term = Log1p(0.5 * Square(offset));
            logarithms = logarithms is null ? term : logarithms + term;
        }

        return Math.Log(ModeCount) + (0.5 * dimension * Math.Log(8)) - LogSumExp(-1.5 * logarithms!);
    }

    private static double[,] PublishedMeans(int dimension)
    {
        float[] uniform = JaxUniform.Draw(0, ModeCount * dimension);
        double[,] centres = new double[ModeCount, dimension];
        for (int index = 0; index < uniform.Length; index++)
        {
            centres[index / dimension, index % dimension] = (uniform[index] * 2 * HalfWidth) - HalfWidth;
        }

        return centres;
    }
}
