using Samovar.Runs;

namespace Samovar.Checks;

/// <summary>What an inspection of an energy brought to light.</summary>
/// <param name="Findings">Problems, worst first; red ones must be mended before training.</param>
/// <param name="Facts">Neutral observations, one sentence each: numbers, score, curvature, tails, scale, speed.</param>
/// <param name="EvaluationsPerSecond">Log-density and score evaluations per second in batches; 0 if they were not timed because the energy is broken.</param>
public sealed record InspectionReport(IReadOnlyList<Finding> Findings, IReadOnlyList<string> Facts, double EvaluationsPerSecond)
{
    /// <summary>Symmetries of the energy, one sentence each, as far as probe points can tell.</summary>
    public IReadOnlyList<string> Symmetries { get; init; } = [];

    /// <summary>Scale and noise levels for samplers; null if something is wrong, so that no chain was run.</summary>
    public ScaleSuggestion? Suggestion { get; init; }

    /// <summary>The worst severity; green if nothing was found.</summary>
    public Severity Level => Findings.Count == 0 ? Severity.Green : Findings.Max(finding => finding.Severity);
}
