using Samovar.Compute;
using Samovar.Compute.Randomness;

namespace Samovar.Targets;

/// <summary>Settings of <see cref="FreeField"/>.</summary>
public sealed record FreeFieldOptions
{
    /// <summary>Sites L along each side; the dimension is L². Range [2, 64]. Default 4.</summary>
    public int Length
    {
        get;
        init => field = Require.That(value, value is >= 2 and <= 64, "A lattice has 2 to 64 sites along each side.");
    } = 4;

    /// <summary>m². Range (0, ∞). Default 0.25.</summary>
    public double MassSquared
    {
        get;
        init => field = Require.That(value, value > 0 && double.IsFinite(value), "The free field needs a positive, finite m²; without it the mean of the field is free.");
    } = 0.25;
}

/// <summary>The Gaussian lattice field, φ⁴ with λ = 0: the φ⁴ target of which everything is known.</summary>
/// <remarks>
/// S = φᵀ K φ, where K has the eigenvalues (2 − 2 cos k₁) + (2 − 2 cos k₂) + m² for wave numbers k = 2π i / L, and plane waves as eigenvectors.
/// </remarks>
[Catalogued("free-field")]
public sealed class FreeField : TracedTarget, IHasExactDraws, IHasLogNormalizer, IHasCard, ILogConcave
{
    private readonly int length;
    private readonly double massSquared;
    private readonly double[,] waves;

    /// <summary>Makes the target.</summary>
    /// <param name="options">Lattice and mass; null for the defaults.</param>
    public FreeField(FreeFieldOptions? options = null)
        : base(
            "free-field", (options ??= new FreeFieldOptions()).Length * options.Length, field => LatticeAction.Of(field, options.Length, options.MassSquared, 0)) =>
        (length, massSquared, waves) = (options.Length, options.MassSquared, RealWaves(options.Length));

    /// <summary>½ Σ over the wave numbers of ln(π / K).</summary>
    public double LogNormalizer => 0.5 * Eigenvalues().Sum(eigenvalue => Math.Log(Math.PI / eigenvalue));

    /// <inheritdoc/>
    public TargetCard Card => new(
        $"Gaussian field on a periodic {length} × {length} lattice; everything is known",
        $"S(φ) = Σₓ [ (φ(x + e₁) − φ(x))² + (φ(x + e₂) − φ(x))² + m² φ(x)² ], density exp(−S), L = {length}, m² = {massSquared}; sites row by row, periodic borders.",
        $"{LogNormalizer:0.000000}, by the determinant: ½ Σ ln(π / K) over the eigenvalues K",
        2.5 * Math.Sqrt(SiteVariance),
        "the free case of arXiv:1904.12072")
    {
        Symmetries = ["change of sign of the whole field", "translations of the lattice", "rotations by 90° and reflections of the lattice"],
        Moments = [$"mean 0 and variance {SiteVariance:0.######} at every site"],
        KnownAnswers = [$"the action has mean {Dimension / 2.0} and variance {Dimension / 2.0}"],
        Variants = ["lattice-field: the same with λ φ⁴"],
        Traps = ["with small m² the mean of the field is much wider than its differences"],
    };

    private double SiteVariance => Eigenvalues().Average(eigenvalue => 0.5 / eigenvalue);

    /// <inheritdoc/>
    public void DrawExactly(Batch destination, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(destination);
        ArgumentNullException.ThrowIfNull(random);
        double[,] amplitudes = new double[length, length];
        double[,] columns = new double[length, length];
        for (int point = 0; point < destination.Count; point++)
        {
            for (int mode = 0; mode < amplitudes.Length; mode++)
            {
                (int first, int second) = (mode / length, mode % length);
                amplitudes[first, second] = random.NextNormal() / Math.Sqrt(2 * Eigenvalue(first, second));
            }

            Transform(amplitudes, columns);
            Transform(columns, amplitudes);
            for (int site = 0; site < Dimension; site++)
            {
                destination[point, site] = (float)amplitudes[site / length, site % length];
            }
        }
    }

    private IEnumerable<double> Eigenvalues() => Enumerable.Range(0, Dimension).Select(mode => Eigenvalue(mode / length, mode % length));

    private double Eigenvalue(int first, int second) => Stiffness(first) + Stiffness(second) + massSquared;

    /// <summary>2 − 2 cos k of a real wave; waves 2j − 1 and 2j share the wave number j.</summary>
    private double Stiffness(int wave) => 2 - (2 * Math.Cos(2 * Math.PI * ((wave + 1) / 2) / length));

    /// <summary>result = (waves · source)ᵀ, so that two of these transform both axes.</summary>
    private void Transform(double[,] source, double[,] result)
    {
        for (int site = 0; site < length; site++)
        {
            for (int column = 0; column < length; column++)
            {
                double sum = 0;
                for (int wave = 0; wave < length; wave++)
                {
                    sum += waves[site, wave] * source[wave, column];
                }

                result[column, site] = sum;
            }
        }
    }

    /// <summary>[sites, waves] an orthonormal basis: the constant, then cosine and sine of each wave number, last the alternating wave if L is even.</summary>
    private static double[,] RealWaves(int length)
    {
        double[,] basis = new double[length, length];
        for (int site = 0; site < length; site++)
        {
            for (int wave = 0; wave < length; wave++)
            {
                double phase = 2 * Math.PI * ((wave + 1) / 2) * site / length;
                bool alone = wave == 0 || (wave == length - 1 && length % 2 == 0);
                basis[site, wave] = alone ? Math.Cos(phase) / Math.Sqrt(length) : Math.Sqrt(2.0 / length) * (wave % 2 == 1 ? Math.Cos(phase) : Math.Sin(phase));
            }
        }

        return basis;
    }
}
