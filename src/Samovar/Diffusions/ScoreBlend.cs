using Samovar.Runs;

namespace Samovar.Diffusions;

/// <summary>How the two unbiased estimates of a noised score are mixed.</summary>
public enum BlendRule
{
    /// <summary>The weight that minimizes the variance, from the measured mean squared score.</summary>
    VarianceOptimal,

    /// <summary>The mixed score identity: the weight for a mean squared score of 1 per coordinate.</summary>
    MixedScoreIdentity,
}

/// <summary>The weight g in g·TSI + (1 − g)·DSI, and the running estimate of H that it needs.</summary>
/// <remarks>
/// TSI is the mean of ∇ log p(x), DSI that of (x − y)/s². Single draws of the two are uncorrelated with second moments H and 1/s² per coordinate, so
/// the best weight is g = 1 / (1 + s² H), where H is the mean of |∇ log p|² per coordinate under the target. Any g that does not depend on x is unbiased.
/// </remarks>
/// <param name="rule">Which weight.</param>
public sealed class ScoreBlend(BlendRule rule) : ICheckpointed
{
    private const double Rate = 0.02;

    /// <summary>H, the mean squared score per coordinate; starts at 1.</summary>
    public double SquaredScore { get; private set; } = 1;

    /// <summary>The weight of TSI at a noise scale.</summary>
    /// <param name="scale">s, positive.</param>
    public double WeightAt(double scale) => 1 / (1 + (scale * scale * (rule == BlendRule.VarianceOptimal ? SquaredScore : 1)));

    /// <summary>Moves H towards a new measurement.</summary>
    /// <param name="squaredScore">Mean of |∇ log p|² per coordinate over the present posterior draws; ignored unless finite.</param>
    public void Update(double squaredScore)
    {
        if (double.IsFinite(squaredScore))
        {
            SquaredScore += Rate * (squaredScore - SquaredScore);
        }
    }

    /// <inheritdoc/>
    public void Save(CheckpointSection section)
    {
        ArgumentNullException.ThrowIfNull(section);
        section.Write("squared-score", SquaredScore);
    }

    /// <inheritdoc/>
    public void Load(CheckpointSection section)
    {
        ArgumentNullException.ThrowIfNull(section);
        Span<double> value = stackalloc double[1];
        section.Read("squared-score", value);
        SquaredScore = value[0];
    }
}
