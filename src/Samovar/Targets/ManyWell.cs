namespace Samovar.Targets;

/// <summary>Settings of <see cref="ManyWell"/>.</summary>
public sealed record ManyWellOptions
{
    /// <summary>Number of coordinates d, two per well. Even, range [2, 1024]. Default 8.</summary>
    public int Dimension
    {
        get;
        init => field = Require.That(value, value is >= 2 and <= 1024 && value % 2 == 0, "many-well takes an even number of dimensions from 2 to 1024, two per well.");
    } = 8;
}

/// <summary>Independent asymmetric double wells in any even number of dimensions.</summary>
/// <remarks>Source: Midgley et al., 2023, arXiv:2208.01893; Noé et al., 2019, doi:10.1126/science.aaw1147, for the single well.</remarks>
/// <param name="options">Dimension; null for 8.</param>
[Catalogued("many-well")]
public sealed class ManyWell(ManyWellOptions? options = null) : WellProduct("many-well", (options ?? new ManyWellOptions()).Dimension / 2), IHasCard
{
    /// <inheritdoc/>
    public TargetCard Card => new(
        $"{Dimension / 2} asymmetric double wells in {Dimension} dimensions",
        $"E(x) = Σ over the {Dimension / 2} pairs (u, v) = (x₀, x₁), (x₂, x₃), … of u⁴ − 6u² − u/2 + v²/2.",
        $"{LogNormalizer:0.000000} = {Dimension / 2} (ln 11784.509265 + ½ ln 2π), by quadrature",
        2.2,
        "arXiv:2208.01893 (32 dimensions), arXiv:2402.05098, arXiv:2505.19552 (64 and 128)")
    {
        Symmetries = ["exchange of pairs", "change of sign of every second coordinate"],
        Moments = ["each well: E u = 1.187961, E u² = 2.959806; v is standard normal"],
        Variants =
        [
            "many-well-32 is this target in 32 dimensions",
            "symmetric wells (u² − δ)² with further Gaussian coordinates go by similar names (arXiv:2412.07081): see symmetric-wells",
        ],
        KnownAnswers =
        [
            $"each well: left mass {LeftMass:0.000000}, share of |u| < 0.7 {BarrierMass:0.000000}",
            $"energy: mean {-8.57487 * Dimension / 2:0.###}, standard deviation {1.20925 * Math.Sqrt(Dimension / 2.0):0.###}",
        ],
        Traps = ["Wasserstein-2 is at its floor for samplers with wrong well masses: look at left-well-mass"],
    };
}
