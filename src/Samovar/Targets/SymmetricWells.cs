using Samovar.Compute;
using Samovar.Compute.Graphs;
using Samovar.Compute.Randomness;
using static Samovar.Compute.Graphs.TracedMath;

namespace Samovar.Targets;

/// <summary>Settings of <see cref="SymmetricWells"/>.</summary>
public sealed record SymmetricWellsOptions
{
    /// <summary>Number of coordinates m with a double well, the first ones. Range [1, 1024], at most the dimension. Default 5.</summary>
    public int Wells
    {
        get;
        init => field = Require.That(value, value is >= 1 and <= 1024, "symmetric-wells takes 1 to 1024 wells.");
    } = 5;

    /// <summary>Square δ of the distance of the minima from 0; the barrier is δ² high. Range (0, 20]. Default 4.</summary>
    public double Delta
    {
        get;
        init => field = Require.That(value, value is > 0 and <= 20, "δ lies above 0 and at or below 20.");
    } = 4;

    /// <summary>Number of coordinates d; those after the wells are standard normal. Range [1, 1024]; null (default) for as many as wells.</summary>
    public int? Dimension
    {
        get;
        init => field = Require.That(value, value is null or (>= 1 and <= 1024), "symmetric-wells takes 1 to 1024 dimensions.");
    }
}

/// <summary>Symmetric double wells in the first m coordinates, standard normal in the others: 2^m equal modes.</summary>
/// <remarks>Source: Wu et al., 2020, arXiv:2002.06707 (form); Richter and Berner, 2024, arXiv:2307.01198.</remarks>
[Catalogued("symmetric-wells")]
public sealed class SymmetricWells : TracedTarget, IHasExactDraws, IHasLogNormalizer, IHasWells, IHasCard
{
    private readonly int wells;
    private readonly double delta;
    private readonly TabulatedLaw law;

    /// <summary>Makes the target.</summary>
    /// <param name="options">Wells, δ and dimension; null for five wells with δ = 4 in five dimensions.</param>
    /// <exception cref="ArgumentException">There are more wells than dimensions.</exception>
    public SymmetricWells(SymmetricWellsOptions? options = null)
        : base("symmetric-wells", CheckedDimension(options ??= new SymmetricWellsOptions()), point => Energy(point, options))
    {
        (wells, delta) = (options.Wells, options.Delta);

        // Where (x² − δ)² is 121 the density is e^-121 of its peak.
        law = new TabulatedLaw(x => Math.Pow((x * x) - delta, 2), Math.Sqrt(delta + 11));
    }

    /// <summary>ln Z: per well, ln ∫ exp(−(x² − δ)²) dx (quadrature); ½ ln 2π for every other coordinate.</summary>
    public double LogNormalizer => (wells * Math.Log(law.Normalizer)) + (0.5 * Others * Math.Log(2 * Math.PI));

    /// <inheritdoc/>
    public IReadOnlyList<int> WellCoordinates => Enumerable.Range(0, wells).ToArray();

    /// <inheritdoc/>
    public double LeftMass => 0.5;

    /// <summary>Half-width of the barrier region around 0: 0.4 of the distance of the minima.</summary>
    public double BarrierHalfWidth => 0.4 * Math.Sqrt(delta);

    /// <inheritdoc/>
    public double BarrierMass => law.MassBelow(BarrierHalfWidth) - law.MassBelow(-BarrierHalfWidth);

    /// <inheritdoc/>
    public TargetCard Card => new(
        $"{wells} symmetric double wells in {Dimension} dimensions",
        $"E(x) = Σ over the first {wells} coordinates of (x² − {delta})²{(Others > 0 ? $", plus Σ over the other {Others} of x²/2" : string.Empty)}.",
        $"{LogNormalizer:0.000000} = {wells} ln {law.Normalizer:0.########}{(Others > 0 ? $" + {Others} · ½ ln 2π" : string.Empty)}, by quadrature",
        1.2 * Math.Sqrt(delta + 1),
        "arXiv:2307.01198, arXiv:2412.07081")
    {
        Symmetries = ["change of sign of any coordinate", "exchange of wells"],
        Moments = [$"each well: mean 0, second moment {law.Mean(x => x * x):0.######}{(Others > 0 ? "; the others are standard normal" : string.Empty)}"],
        Variants =
        [
            "5 wells with δ = 4 in 5 dimensions: arXiv:2307.01198, arXiv:2412.07081 (MW54), log Z −0.541056",
            "5 wells with δ = 2 in 50 dimensions: arXiv:2307.01198, log Z 42.817243",
            "many-well: asymmetric wells, as in arXiv:2208.01893",
        ],
        KnownAnswers = [$"all 2^{wells} modes have the same mass; share of |x| < {BarrierHalfWidth:0.###} {BarrierMass:0.00000000}"],
        Traps = ["a sampler that holds one mode has every even moment right"],
    };

    private int Others => Dimension - wells;

    /// <inheritdoc/>
    public void DrawExactly(Batch destination, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(destination);
        ArgumentNullException.ThrowIfNull(random);
        for (int row = 0; row < destination.Count; row++)
        {
            for (int column = 0; column < Dimension; column++)
            {
                destination[row, column] = (float)(column < wells ? law.Quantile(random.NextDouble()) : random.NextNormal());
            }
        }
    }

    private static int CheckedDimension(SymmetricWellsOptions options)
    {
        int dimension = options.Dimension ?? options.Wells;
        return dimension >= options.Wells
            ? dimension
            : throw new ArgumentException(
                $"symmetric-wells has {options.Wells} wells and {dimension} dimensions; every well needs a coordinate of its own. Raise the dimension or lower 'wells'.",
                nameof(options));
    }

    private static Traced Energy(Traced point, SymmetricWellsOptions options)
    {
        Traced energy = Sum(Square(Square(point[..options.Wells]) - options.Delta));
        return point.Shape.Columns == options.Wells ? energy : energy + (0.5 * Sum(Square(point[options.Wells..])));
    }
}
