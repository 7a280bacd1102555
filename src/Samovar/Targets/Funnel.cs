namespace Samovar.Targets;

/// <summary>Neal's funnel in ten dimensions: one coordinate of variance 9 sets the width of the nine others.</summary>
/// <remarks>Source: Neal, 2003, Annals of Statistics 31(3), section 8.</remarks>
[Catalogued("funnel")]
public sealed class Funnel() : NealFunnel("funnel", 9), IHasCard
{
    /// <inheritdoc/>
    public TargetCard Card { get; } = new(
        "Neal's funnel in 10 dimensions; widths from e^-4 to e^4",
        "x₀ ~ N(0, 9); x₁ … x₉ given x₀ independent N(0, e^x₀), a variance.",
        "0, the density is normalized",
        20,
        "Neal, Annals of Statistics 31(3), 2003; the variance-9 form of arXiv:2310.02679")
    {
        Symmetries = FollowerSymmetries,
        Moments = ["x₀ has mean 0 and variance 9; every other coordinate has mean 0 and variance e^4.5 = 90.017"],
        Variants =
        [
            "funnel-1: variance 1 instead of 9 for x₀ (arXiv:2111.15141 and its descendants), often under the same name: much easier",
            "arXiv:2406.07423 clips exact draws to [−30, 30]; here they are left alone",
        ],
        Traps = ["Wasserstein-2 between two exact samples of 2,000 ranges from 20 to 40: useless here", "no single step size suits both ends"],
    };
}
