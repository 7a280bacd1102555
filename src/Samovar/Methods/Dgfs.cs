using Samovar.Diffusions;
using Samovar.Objectives;
using Samovar.Targets;
using Samovar.Training;

namespace Samovar.Methods;

/// <summary>Diffusion generative flow sampler: a controlled diffusion and a flow, trained from partial trajectories.</summary>
[Catalogued("dgfs")]
public sealed class Dgfs : IMethod
{
    /// <inheritdoc/>
    public string Summary => "controlled diffusion and flow by sub-trajectory balance; weights and log Z; can miss modes";

    /// <inheritdoc/>
    public Citation Source => SubTrajectoryBalance.Paper;

    /// <inheritdoc/>
    public IReadOnlyList<string> Presets { get; } = [.. PathPreset.Names, "paper"];

    /// <inheritdoc/>
    public IEnumerable<string> Problems(ITarget target, string preset)
    {
        ArgumentNullException.ThrowIfNull(target);
        if (preset == "paper" && !DgfsPaper.Targets.Contains(target.Name))
        {
            yield return $"Preset 'paper' of method 'dgfs' is what the authors released, which covers {string.Join(", ", DgfsPaper.Targets)}, "
                + $"not '{target.Name}'. Use preset 'default'.";
        }
    }

    /// <inheritdoc/>
    public TrainingSession Start(ITarget target, string preset, ulong seed, int? steps = null)
    {
        ArgumentNullException.ThrowIfNull(target);
        if (preset == "paper")
        {
            return DgfsPaper.Start(target, seed, steps);
        }

        return PathPreset.ForBalance(preset).Start(target, Objective, ReferenceProcess.Brownian, seed, steps);
    }

    /// <summary>On nine modes, 600 steps: partial trajectories alone end 0.1 nats below trajectory balance, with a tenth of it they are even.</summary>
    private static SubTrajectoryBalance Objective(PathPlan plan) => new(new SubTrajectoryBalanceOptions
    {
        WholeShare = 0.1,
        Flow = new FlowOptions { Paths = plan.Paths, ModeVariance = plan.ModeVariance, Optimizer = new AdamOptions { LearningRate = 2e-2, ClipNorm = 1 } },
    });
}
