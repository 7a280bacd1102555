using Samovar.Compute;

namespace Samovar.Samplers;

/// <summary>Points returned by a sampler, and what they cost.</summary>
/// <param name="Points">[n, d] positions.</param>
/// <param name="Cost">Evaluations of the target spent on them.</param>
public sealed record Draws(Batch Points, EvaluationCost Cost)
{
    /// <summary>[n] log-weights that correct the draws for the target: the mean of their exponentials is an unbiased estimate of its normalizer. Null for a sampler without a density.</summary>
    public IReadOnlyList<double>? LogWeights { get; init; }

    /// <summary>What the paths to these draws add up to; null for a sampler without paths.</summary>
    public PathLedger? Ledger { get; init; }

    /// <summary>Exact draws of the target with the log-weights that the sampler gives them, as many as there are draws; null where nobody asked, or there are none.</summary>
    public Draws? Truth { get; init; }
}
