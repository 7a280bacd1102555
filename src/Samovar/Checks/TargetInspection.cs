using Samovar.Compute.Randomness;
using Samovar.Runs;
using Samovar.Targets;

namespace Samovar.Checks;

/// <summary>What an inspection of an energy brought to light.</summary>
/// <param name="Findings">Problems, worst first; red ones must be mended before training.</param>
/// <param name="Facts">Neutral observations, one sentence each: scale, tails, symmetry, speed.</param>
/// <param name="EvaluationsPerSecond">Log-density and score evaluations per second in batches; 0 if they were not timed because the energy is broken.</param>
public sealed record InspectionReport(IReadOnlyList<Finding> Findings, IReadOnlyList<string> Facts, double EvaluationsPerSecond)
{
    /// <summary>The worst severity; green if nothing was found.</summary>
    public Severity Level => Findings.Count == 0 ? Severity.Green : Findings.Max(finding => finding.Severity);
}

/// <summary>Looks at an energy before anything is trained on it.</summary>
/// <remarks>
/// Costs some ten thousand evaluations. It proves nothing: it evaluates at random points and along random rays, and finds the mistakes that
/// people make: a score that is not the derivative, numbers that are not finite, an energy that does not confine its points.
/// </remarks>
public static class TargetInspection
{
    /// <summary>Inspects a target.</summary>
    /// <param name="target">The density.</param>
    /// <param name="random">Source of randomness; advanced once.</param>
    /// <param name="clock">Source of time, for the speed.</param>
    public static InspectionReport Inspect(ITarget target, RandomStream random, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(random);
        ArgumentNullException.ThrowIfNull(clock);
        RandomStream own = random.Fork();
        double scale = target.Capability<IHasCard>()?.Card.Scale ?? 1;
        List<Finding> findings = [];
        List<string> facts = [];
        ProbePoints near = ProbePoints.Around(target, scale, own.Named("near"));
        findings.AddRange(FiniteProbe.Examine(target, near, scale, own.Named("rays")));
        double speed = 0;
        if (near.Usable.Count > 0)
        {
            findings.AddRange(GradientProbe.Examine(target, near));
            if (!near.IsConstant)
            {
                facts.AddRange(SymmetryProbe.Observe(target, near));
            }

            findings.AddRange(PropernessProbe.Examine(target, scale, own.Named("properness"), facts));
            if (findings.Count == 0)
            {
                findings.AddRange(ScaleProbe.Examine(target, scale, own.Named("scale"), facts));
            }

            speed = SpeedProbe.Measure(target, near, clock);
            facts.Add($"Energy and score of {speed:#,0} points per second.");
        }

        return new InspectionReport(Verdict.Of(findings).Findings, facts, speed);
    }
}
