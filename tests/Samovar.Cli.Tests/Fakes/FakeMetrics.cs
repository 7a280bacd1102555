using Samovar.Compute.Randomness;
using Samovar.Metrics;
using Samovar.Runs;
using Samovar.Samplers;
using Samovar.Targets;

namespace Samovar.Cli.Tests.Fakes;

[Catalogued("mean-distance")]
public sealed class MeanDistance : IMetric
{
    public string Name => "mean-distance";

    public Measurement Measure(Draws draws, ITarget target, RandomStream random)
    {
        double sum = 0;
        for (int row = 0; row < draws.Points.Count; row++)
        {
            sum += draws.Points[row, 0];
        }

        return new Measurement.Measured(Name, Math.Abs(sum / draws.Points.Count), 1 / Math.Sqrt(draws.Points.Count), 0.02);
    }
}

[Catalogued("never")]
public sealed class Never : IMetric
{
    public string Name => "never";

    public Measurement Measure(Draws draws, ITarget target, RandomStream random) => new Measurement.NotApplicable(Name, "it is never applicable");
}

/// <summary>Complains about runs that broke or ran out of time.</summary>
[Catalogued("ending")]
public sealed class Ending : IRunCheck
{
    public IEnumerable<Finding> Examine(Run run) => run.Outcome switch
    {
        RunOutcome.Diverged => [new Finding(Severity.Red, "ending", "It diverged.", "Try again.")],
        RunOutcome.OutOfTime => [new Finding(Severity.Amber, "ending", "It ran out of time.", "Go on.")],
        _ => [],
    };
}

/// <summary>Complains about short trainings.</summary>
[Catalogued("short-run")]
public sealed class ShortRun : IRunCheck
{
    public IEnumerable<Finding> Examine(Run run) =>
        !run.Plan.IsDirect && run.Plan.Steps < 20 ? [new Finding(Severity.Amber, "short-run", $"Only {run.Plan.Steps} steps were planned.", "Plan at least 20.")] : [];
}
