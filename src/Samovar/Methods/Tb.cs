using Samovar.Diffusions;
using Samovar.Objectives;
using Samovar.Targets;
using Samovar.Training;

namespace Samovar.Methods;

/// <summary>A controlled diffusion trained by trajectory balance.</summary>
[Catalogued("tb")]
public sealed class Tb : IMethod
{
    /// <inheritdoc/>
    public string Summary => "controlled diffusion by trajectory balance; weights and log Z; can miss modes";

    /// <inheritdoc/>
    public Citation Source => TrajectoryBalance.Paper;

    /// <inheritdoc/>
    public IReadOnlyList<string> Presets => PathPreset.Names;

    /// <inheritdoc/>
    public IEnumerable<string> Problems(ITarget target, string preset) => [];

    /// <inheritdoc/>
    public TrainingSession Start(ITarget target, string preset, ulong seed, int? steps = null)
    {
        TrajectoryBalance Objective(PathPlan plan) => new(new TrajectoryBalanceOptions { Paths = plan.Paths });
        return PathPreset.ForBalance(preset).Start(target, Objective, ReferenceProcess.Brownian, seed, steps);
    }
}
