using Samovar.Runs;

namespace Samovar.Diffusions;

/// <summary>How the two estimates of a noised score are mixed: unbiased ones, if the density is continuous and vanishes at the edge of its support.</summary>
public enum BlendRule
{
    /// <summary>The weight that minimizes the variance, from the measured mean squared score of each coordinate.</summary>
    VarianceOptimal,

    /// <summary>The weight that minimizes the variance if it is the same for all coordinates, as symmetry between them demands.</summary>
    Pooled,

    /// <summary>The mixed score identity: the weight for a mean squared score of 1.</summary>
    MixedScoreIdentity,
}

/// <summary>The weights g in g·TSI + (1 − g)·DSI, one per coordinate, and the running estimate of H that they need.</summary>
/// <remarks>
/// TSI is the mean of ∇ log p(x), DSI that of (x − y)/s². Single draws of the two are uncorrelated with second moments H and 1/s², so the best weight is
/// g = 1 / (1 + s² H), where H is the mean squared score under the target. Any g that does not depend on x is unbiased, as long as TSI is: for
/// densities that are continuous and vanish at the edge of their support. Where a positive density ends at a wall of energy +∞, TSI lacks the push of the wall.
/// </remarks>
public sealed class ScoreBlend : ICheckpointed
{
    private readonly BlendRule rule;
    private readonly double rate;
    private readonly double limit;
    private readonly double[] squaredScores;
    private double pooled;

    /// <summary>Starts with a guess of H.</summary>
    /// <param name="dimension">Number of coordinates.</param>
    /// <param name="rule">Which weight.</param>
    /// <param name="rate">Share by which H moves towards each new measurement, in (0, 1].</param>
    /// <param name="limit">Largest squared score that one noisy point contributes; bears on the variance only where every g is unbiased.</param>
    /// <param name="guess">First guess of H, positive.</param>
    public ScoreBlend(int dimension, BlendRule rule, double rate, double limit, double guess = 1)
    {
        this.rule = rule;
        this.rate = rate;
        this.limit = limit;
        squaredScores = new double[dimension];
        squaredScores.AsSpan().Fill(guess);
        pooled = guess;
    }

    /// <summary>Largest squared score that one noisy point should contribute where about so much is expected: 1000, or twice that in units of length so small that it is larger.</summary>
    /// <param name="squaredScore">A guess of H, in the units of the score squared.</param>
    internal static double LimitFor(double squaredScore) => Math.Max(1000, 2 * squaredScore);

    /// <summary>H averaged over coordinates.</summary>
    public double MeanSquaredScore => squaredScores.Average();

    /// <summary>The weight of TSI.</summary>
    /// <param name="scale">s, positive.</param>
    /// <param name="column">Coordinate.</param>
    public double WeightAt(double scale, int column) =>
        1 / (1 + (scale * scale * rule switch { BlendRule.VarianceOptimal => squaredScores[column], BlendRule.Pooled => pooled, _ => 1 }));

    /// <summary>Moves H towards new measurements.</summary>
    /// <param name="measured">[n × d] mean squared score over the posterior draws of each noisy point.</param>
    public void Update(ReadOnlySpan<float> measured)
    {
        int count = measured.Length / squaredScores.Length;
        for (int column = 0; column < squaredScores.Length; column++)
        {
            double sum = 0;
            for (int row = 0; row < count; row++)
            {
                sum += Math.Min(limit, measured[(row * squaredScores.Length) + column]);
            }

            if (double.IsFinite(sum))
            {
                squaredScores[column] += rate * ((sum / count) - squaredScores[column]);
            }
        }

        pooled = MeanSquaredScore;
    }

    /// <inheritdoc/>
    public void Save(CheckpointSection section)
    {
        ArgumentNullException.ThrowIfNull(section);
        section.Write("squared-scores", squaredScores);
    }

    /// <inheritdoc/>
    public void Load(CheckpointSection section)
    {
        ArgumentNullException.ThrowIfNull(section);
        section.Read("squared-scores", squaredScores);
        pooled = MeanSquaredScore;
    }
}
