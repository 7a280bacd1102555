using Samovar.Diffusions;
using Samovar.Samplers;
using Samovar.Targets;
using Samovar.Training;

namespace Samovar.Objectives;

/// <summary>The variance of the log-weights over a batch of trajectories: zero exactly where forward and backward process agree.</summary>
/// <remarks>L = ½ Var(ln w), unbiased over the batch; the unknown ln Z drops out. Trajectories whose weight is not finite are left out and counted.</remarks>
/// <param name="options">Settings.</param>
public sealed class LogVariance(PathOptions options) : IObjective<ControlledDiffusion>
{
    /// <summary>The paper.</summary>
    public static Citation Paper { get; } = new(
        "richter2024improved", "Improved sampling via learned diffusions", "Richter, Lorenz and Berner, Julius", 2024, "arXiv:2307.01198");

    /// <inheritdoc/>
    public Citation Source => Paper;

    /// <inheritdoc/>
    public void Step(ControlledDiffusion sampler, ITarget target, TrainingStep step)
    {
        ArgumentNullException.ThrowIfNull(sampler);
        ArgumentNullException.ThrowIfNull(step);
        (PathTraining training, Paths paths) = PathTraining.Simulate(sampler, target, options, step);
        double[] found = [.. paths.LogWeights.Where(double.IsFinite)];
        double mean = found.Length > 0 ? found.Average() : 0;
        double loss = 0;
        for (int path = 0; path < paths.Count; path++)
        {
            // δ = −ln w.
            double residual = double.IsFinite(paths.LogWeights[path]) ? mean - paths.LogWeights[path] : 0;
            double pull = residual / Math.Max(1, found.Length - 1);
            training.Pull(path, pull);
            loss += 0.5 * residual * pull;
        }

        step.Record("loss", loss);
        training.Descend(options, step);
    }
}
