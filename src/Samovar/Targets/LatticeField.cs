namespace Samovar.Targets;

/// <summary>Settings of <see cref="LatticeField"/>.</summary>
public sealed record LatticeFieldOptions
{
    /// <summary>Sites L along each side; the dimension is L². Range [2, 64]. Default 6.</summary>
    public int Length
    {
        get;
        init => field = Require.That(value, value is >= 2 and <= 64, "A lattice has 2 to 64 sites along each side.");
    } = 6;

    /// <summary>m². Any finite number; negative for two vacua. Default −4.</summary>
    public double MassSquared
    {
        get;
        init => field = Require.That(value, double.IsFinite(value), "m² must be finite.");
    } = -4;

    /// <summary>λ, the strength of φ⁴. Range (0, ∞). Default 6.975, which with L = 6 and m² = −4 gives a correlation length of L/4.</summary>
    public double Coupling
    {
        get;
        init => field = Require.That(
            value, value > 0 && double.IsFinite(value), "λ must be positive and finite; for λ = 0 with positive m² take the target free-field, of which everything is known.");
    } = 6.975;
}

/// <summary>A scalar field with φ⁴ interaction on a square lattice with periodic borders.</summary>
/// <remarks>Source: Albergo, Kanwar and Shanahan, 2019, arXiv:1904.12072.</remarks>
[Catalogued("lattice-field")]
public sealed class LatticeField : TracedTarget, IHasCard
{
    /// <summary>Makes the target.</summary>
    /// <param name="options">Lattice, mass and coupling; null for the defaults.</param>
    public LatticeField(LatticeFieldOptions? options = null)
        : base(
            "lattice-field",
            (options ??= new LatticeFieldOptions()).Length * options.Length,
            field => LatticeAction.Of(field, options.Length, options.MassSquared, options.Coupling)) => Card = Describe(options);

    /// <inheritdoc/>
    public TargetCard Card { get; }

    private static TargetCard Describe(LatticeFieldOptions options) => new(
        $"φ⁴ field on a periodic {options.Length} × {options.Length} lattice",
        "S(φ) = Σₓ [ (φ(x + e₁) − φ(x))² + (φ(x + e₂) − φ(x))² + m² φ(x)² + λ φ(x)⁴ ], density exp(−S), "
        + $"L = {options.Length}, m² = {options.MassSquared}, λ = {options.Coupling}; sites row by row, periodic borders.",
        "unknown; with λ = 0 it is the target free-field, whose log Z is exact",
        Math.Max(1.5, 1.5 * Math.Sqrt(Math.Max(0, -options.MassSquared) / (2 * options.Coupling))),
        "arXiv:1904.12072")
    {
        Symmetries = ["change of sign of the whole field", "translations of the lattice", "rotations by 90° and reflections of the lattice"],
        Moments = ["mean 0 at every site"],
        Variants =
        [
            "with ½ before the squared differences and the mass and λ/4 or λ/4! before φ⁴: rescale φ, m² and λ",
            "with hopping κ: −2κ Σ φ(x) φ(x + e) + (1 − 2λ) φ² + λ φ⁴",
        ],
        KnownAnswers =
        [
            "correlation length L/4 for m² = −4 and (L, λ) = (6, 6.975), (8, 6.008), (10, 5.550), (12, 5.276), (14, 5.113), quoted from the source",
            "for the default options: log Z 6.988 ± 0.003; mean of φ² 0.1615 ± 0.0002; of the magnetization M = Σ φ/L², mean of |M| 0.1416 ± 0.0005 and of M² 0.0296 ± 0.0002 (the reference draws)",
        ],
        ReferenceDraws =
        [
            "samovar sample lattice-field --method pt --count 64000 --seed 1 (2, 3), for the default options",
            "6 temperatures, 4,000 scans of 32 ladders: R-hat 1.000, 16,800 round trips or more, both signs with shares 0.497 to 0.499",
        ],
        Traps = ["below the critical λ both signs of the magnetization are modes, and local samplers stay in one"],
    };
}
