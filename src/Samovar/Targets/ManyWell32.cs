namespace Samovar.Targets;

/// <summary>Sixteen independent double wells in 32 dimensions: 65,536 modes of unequal mass.</summary>
/// <remarks>Source: Midgley et al., 2023, arXiv:2208.01893; Noé et al., 2019, for the single well.</remarks>
[Catalogued("many-well-32")]
public sealed class ManyWell32() : WellProduct("many-well-32", 16), IHasCard
{
    /// <inheritdoc/>
    public TargetCard Card => new(
        "16 double wells in 32 dimensions; 65,536 modes of unequal mass",
        "E(x) = Σ over the 16 pairs (u, v) = (x₀, x₁), (x₂, x₃), … of u⁴ − 6u² − u/2 + v²/2.",
        "164.695675 = 16 (ln 11784.509265 + ½ ln 2π), by quadrature",
        2.2,
        "arXiv:2208.01893; arXiv:2410.12456")
    {
        Symmetries = ["exchange of pairs", "change of sign of every second coordinate"],
        Moments = ["each well: E u = 1.187961, E u² = 2.959806; v is standard normal"],
        Variants = ["many-well: the same in other dimensions", "symmetric wells (u² − δ)² with further Gaussian coordinates go by similar names: see symmetric-wells"],
        KnownAnswers =
        [
            $"each well: left mass {LeftMass:0.000000}, share of |u| < 0.7 {BarrierMass:0.000000}",
            "energy: mean −137.198, standard deviation 4.837",
            "Wasserstein-2 between two exact samples of 2,000: 5.437 ± 0.011",
        ],
        Traps =
        [
            "Wasserstein-2 is at its floor for samplers with wrong well masses: look at left-well-mass",
            "the shipped reference file of the DiKL code is biased (left mass 0.1617); exact draws are free",
        ],
    };
}
