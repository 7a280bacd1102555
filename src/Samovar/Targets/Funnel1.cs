namespace Samovar.Targets;

/// <summary>The easy funnel: x₀ has variance 1 instead of 9.</summary>
/// <remarks>Source: Zhang and Chen, 2022, arXiv:2111.15141.</remarks>
[Catalogued("funnel-1")]
public sealed class Funnel1() : NealFunnel("funnel-1", 1), IHasCard
{
    /// <inheritdoc/>
    public TargetCard Card { get; } = new(
        "the easy funnel in 10 dimensions; widths from e^-1.5 to e^1.5",
        "x₀ ~ N(0, 1); x₁ … x₉ given x₀ independent N(0, e^x₀), a variance.",
        "0, the density is normalized",
        3,
        "arXiv:2111.15141, and papers that compare with it")
    {
        Symmetries = FollowerSymmetries,
        Moments = ["x₀ has mean 0 and variance 1; every other coordinate has mean 0 and variance e^0.5 = 1.6487"],
        Variants = ["funnel: variance 9 for x₀, as in Neal's paper, arXiv:2310.02679 and arXiv:2406.07423"],
        Traps = ["a result on this funnel says nothing about the one of variance 9"],
    };
}
