using Samovar.Compute;
using Samovar.Runs;
using Samovar.Samplers;

namespace Samovar.Methods;

/// <summary>What a direct method returns: draws, and what it has to say about them.</summary>
/// <param name="Points">
/// [n, d] the draws. Draws of several chains stand chain by chain, so that the scatter between blocks of rows shows whether chains agree.
/// </param>
public sealed record DirectDraws(Batch Points)
{
    /// <summary>Name of the diagnostic that tells energies and scores spent before the first draw, which more draws would not pay again.</summary>
    public const string WarmUp = "warm-up-evaluations";

    /// <summary>Name of the diagnostic that tells how many equal particles weighted ones are worth.</summary>
    public const string EffectiveParticles = "effective-particles";

    /// <summary>[n] logarithms of importance weights up to a constant, as of sequential Monte Carlo; null where all draws weigh the same.</summary>
    public IReadOnlyList<double>? LogWeights { get; init; }

    /// <summary>ln ∫ of the density, where the method estimates it.</summary>
    public LogNormalizerEstimate? LogNormalizer { get; init; }

    /// <summary>Numbers about the sampling: acceptance, round trips, R-hat, effective sample sizes, divergences.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; init; } = [];

    /// <summary>What the method itself has to say, with advice: chains that are stuck, temperatures that never mix, a start where the energy is +∞.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>What was measured along an axis, for the report: the barrier over inverse temperature, the step size over the warm-up.</summary>
    public IReadOnlyList<Curve> Curves { get; init; } = [];

    /// <summary>[n] the weights, normalized to sum 1; null where all draws weigh the same, or none has any weight.</summary>
    /// <exception cref="InvalidOperationException">There are not as many weights as draws, or one is not a number: an error of the method.</exception>
    public IReadOnlyList<double>? Weights()
    {
        if (LogWeights is null)
        {
            return null;
        }

        if (LogWeights.Count != Points.Count || LogWeights.Any(double.IsNaN))
        {
            throw new InvalidOperationException($"There are {Points.Count} draws and {LogWeights.Count} log-weights; they must be as many, and numbers.");
        }

        return NormalizedWeights.Lost(LogWeights) > 0 ? null : NormalizedWeights.Of(LogWeights);
    }
}
