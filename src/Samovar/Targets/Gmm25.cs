namespace Samovar.Targets;

/// <summary>Twenty-five equal Gaussians on a grid.</summary>
/// <remarks>Source: Lahlou et al. and Sendera et al., 2024, arXiv:2402.05098 (code).</remarks>
[Catalogued("gmm25")]
public sealed class Gmm25() : GaussianMixture("gmm25", SquareGrid(-10, -5, 0, 5, 10), EqualWeights(25), 0.3), IHasCard
{
    /// <inheritdoc/>
    public TargetCard Card { get; } = new(
        "25 Gaussians on a 5 × 5 grid",
        "Equal mixture of 25 Gaussians in 2 dimensions with means {−10, −5, 0, 5, 10}² and covariance 0.3 I (variance 0.3, not deviation).",
        "0, the density is normalized",
        10,
        "arXiv:2402.05098, code")
    {
        Symmetries = ["change of sign of either coordinate", "exchange of the coordinates"],
        Moments = ["mean 0, second moment of each coordinate 50 + 0.3 = 50.3"],
        Traps = ["the modes lie 9 widths apart: local moves never cross"],
    };
}
