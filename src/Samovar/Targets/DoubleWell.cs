namespace Samovar.Targets;

/// <summary>One asymmetric double well in two dimensions: the smallest target with a barrier.</summary>
/// <remarks>Source: Noé et al., 2019, doi:10.1126/science.aaw1147 (form); this is one block of the many-well target.</remarks>
[Catalogued("double-well")]
public sealed class DoubleWell() : WellProduct("double-well", 1), IHasCard
{
    /// <inheritdoc/>
    public TargetCard Card => new(
        "an asymmetric double well in the plane",
        "E(x) = x₀⁴ − 6x₀² − x₀/2 + x₁²/2.",
        "10.293480 = ln 11784.509265 + ½ ln 2π, by quadrature",
        2.2,
        "one block of the many-well target, arXiv:2208.01893")
    {
        Variants = ["symmetric forms such as (x₀² − 1)² + x₁²/2 go by the same name; see symmetric-wells"],
        Symmetries = ["change of sign of x₁"],
        Moments = ["E x₀ = 1.187961, E x₀² = 2.959806; x₁ is standard normal"],
        KnownAnswers = [$"left mass {LeftMass:0.000000}, share of |x₀| < 0.7 {BarrierMass:0.000000}"],
        Traps = ["a sampler that finds the right-hand well alone already holds 84 % of the mass"],
    };
}
