using Samovar.Diffusions;
using Samovar.Objectives;
using Samovar.Targets;
using Samovar.Training;

namespace Samovar.Methods;

/// <summary>A controlled diffusion trained by the variance of its log-weights.</summary>
[Catalogued("vargrad")]
public sealed class VarGrad : IMethod
{
    /// <summary>Of the learning rate of the other balance losses.</summary>
    private const double RateShare = 0.4;

    /// <inheritdoc/>
    public string Summary => "controlled diffusion by the log-variance loss; weights and log Z; can miss modes";

    /// <inheritdoc/>
    public Citation Source => LogVariance.Paper;

    /// <inheritdoc/>
    public IReadOnlyList<string> Presets => PathPreset.Names;

    /// <inheritdoc/>
    public IEnumerable<string> Problems(ITarget target, string preset) => [];

    /// <inheritdoc/>
    public TrainingSession Start(ITarget target, string preset, ulong seed, int? steps = null)
    {
        LogVariance Objective(PathPlan plan)
        {
            AdamOptions shared = plan.Paths.Optimizer;
            return new LogVariance(plan.Paths with { Optimizer = shared with { LearningRate = RateShare * shared.LearningRate }, Replay = null });
        }

        return PathPreset.For(preset).Start(target, Objective, ReferenceProcess.Brownian, seed, steps);
    }
}
