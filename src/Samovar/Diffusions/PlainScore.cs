using Samovar.Compute;
using Samovar.Runs;
using Samovar.Targets;

namespace Samovar.Diffusions;

/// <summary>The score of the target itself, noise left out: the limit of small noise, as ordinary reverse KL uses it.</summary>
public sealed class PlainScore : IPosteriorScore
{
    /// <inheritdoc/>
    public void EstimateScore(ITarget target, Batch noisy, Batch scale, Batch score, IRunStep step)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(noisy);
        ArgumentNullException.ThrowIfNull(step);
        double[] logDensity = step.Reuse("log-densities", () => new double[noisy.Count]);
        target.LogDensityAndScore(noisy, logDensity, score);
    }
}
