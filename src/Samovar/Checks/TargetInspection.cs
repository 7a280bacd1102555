using Samovar.Compute.Randomness;
using Samovar.Runs;
using Samovar.Targets;

namespace Samovar.Checks;

/// <summary>Looks at an energy before anything is trained on it.</summary>
/// <remarks>
/// Costs some ten thousand evaluations. It proves nothing: it evaluates at random points and along random rays, and finds the mistakes that
/// people make: a score that is not the derivative, numbers that are not finite, an energy that does not confine its points. On the way it learns what a
/// sampler wants to know: symmetries, tails, widths, speed.
/// </remarks>
public static class TargetInspection
{
    /// <summary>Looks for mistakes alone: numbers that are not finite, a wrong score, a density without a finite integral. Runs no chains.</summary>
    /// <param name="target">The density.</param>
    /// <param name="random">Source of randomness; advanced once.</param>
    /// <returns>Problems, worst first.</returns>
    public static IReadOnlyList<Finding> Mistakes(ITarget target, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(random);
        RandomStream own = random.Fork();
        double scale = ScaleOf(target);
        ProbePoints near = ProbePoints.Around(target, scale, own.Named("near"));
        return Verdict.Of(Mistakes(target, near, scale, own, [])).Findings;
    }

    /// <summary>Inspects a target: looks for mistakes, and for what samplers want to know.</summary>
    /// <param name="target">The density.</param>
    /// <param name="random">Source of randomness; advanced once.</param>
    /// <param name="clock">Source of time, for the speed.</param>
    public static InspectionReport Inspect(ITarget target, RandomStream random, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(random);
        ArgumentNullException.ThrowIfNull(clock);
        RandomStream own = random.Fork();
        double scale = ScaleOf(target);
        List<string> facts = [];
        IReadOnlyList<string> symmetries = [];
        ScaleSuggestion? suggestion = null;
        double speed = 0;
        ProbePoints near = ProbePoints.Around(target, scale, own.Named("near"));
        List<Finding> findings = [.. Mistakes(target, near, scale, own, facts)];
        if (near.Usable.Count > 0)
        {
            if (!near.IsConstant)
            {
                findings.AddRange(CurvatureProbe.Examine(target, near, scale, own.Named("curvature"), facts));
                symmetries = SymmetryProbe.Observe(target, near, scale, own.Named("symmetry"));
            }

            if (findings.Count == 0)
            {
                (IReadOnlyList<Finding> doubts, suggestion) = ScaleProbe.Examine(target, scale, own.Named("scale"), facts);
                findings.AddRange(doubts);
            }

            findings.AddRange(WallProbe.Examine(target, near));
            speed = SpeedProbe.Measure(target, near, clock);
            facts.Add($"Energy and score of {speed:#,0} points per second.");
        }

        return new InspectionReport(Verdict.Of(findings).Findings, facts, speed) { Symmetries = symmetries, Suggestion = suggestion };
    }

    private static double ScaleOf(ITarget target) => target.Capability<IHasCard>()?.Card.Scale ?? 1;

    private static IEnumerable<Finding> Mistakes(ITarget target, ProbePoints near, double scale, RandomStream own, List<string> facts)
    {
        IEnumerable<Finding> numbers = FiniteProbe.Examine(target, near, scale, own.Named("rays"), facts);
        return near.Usable.Count == 0
            ? numbers
            : numbers.Concat(GradientProbe.Examine(target, near, scale, facts)).Concat(PropernessProbe.Examine(target, scale, own.Named("properness"), facts));
    }
}
