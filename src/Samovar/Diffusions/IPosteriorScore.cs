using Samovar.Compute;
using Samovar.Runs;
using Samovar.Targets;

namespace Samovar.Diffusions;

/// <summary>Estimates the score of the noised target from its energy alone, by averaging over the posterior of x given y = x + s·ε.</summary>
public interface IPosteriorScore
{
    /// <summary>Estimates ∇ log ∫ p(x) N(y; x, s²) dx.</summary>
    /// <param name="target">The density p; evaluations are counted.</param>
    /// <param name="noisy">[n, d] positions y.</param>
    /// <param name="scale">[n, 1] noise scales s.</param>
    /// <param name="score">[n, d] overwritten.</param>
    /// <param name="step">Randomness, kept state such as step sizes, and records.</param>
    void EstimateScore(ITarget target, Batch noisy, Batch scale, Batch score, IRunStep step);
}
