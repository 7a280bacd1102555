namespace Samovar.Targets;

/// <summary>Nine equal Gaussians on a grid.</summary>
/// <remarks>Source: Zhang and Chen, 2022, arXiv:2111.15141.</remarks>
[Catalogued("mog9")]
public sealed class Mog9() : GaussianMixture("mog9", SquareGrid(-5, 0, 5), EqualWeights(9), 0.3), IHasCard
{
    /// <inheritdoc/>
    public TargetCard Card { get; } = new(
        "9 Gaussians on a 3 × 3 grid",
        "Equal mixture of 9 Gaussians in 2 dimensions with means {−5, 0, 5}² and covariance 0.3 I.",
        "0, the density is normalized",
        5,
        "arXiv:2111.15141; arXiv:2310.02679")
    {
        Symmetries = ["change of sign of either coordinate", "exchange of the coordinates"],
        Moments = ["mean 0, second moment of each coordinate 50/3 + 0.3 = 16.9667"],
        Traps = ["the modes lie 9 widths apart: local moves never cross"],
    };
}
