using Samovar.Diffusions;
using Samovar.Samplers;
using Samovar.Targets;
using Samovar.Training;

namespace Samovar.Objectives;

/// <summary>The variance of the log-weights over a batch of trajectories: zero exactly where forward and backward process agree.</summary>
/// <remarks>
/// L = ½ Var(ln w), unbiased over the batch; the unknown ln Z drops out. Trajectories whose weight is not finite are left out and counted. Mismatches beyond <see cref="PathOptions.ResidualLimit"/>
/// count linearly and are counted: then the mean they are taken from is that of weights no further than the limit from their median.
/// </remarks>
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
        double limit = training.ResidualLimit(options);
        double mean = Centre(found, limit);
        double loss = 0;
        int shortened = 0;
        for (int path = 0; path < paths.Count; path++)
        {
            // δ = −ln w.
            double residual = double.IsFinite(paths.LogWeights[path]) ? mean - paths.LogWeights[path] : 0;
            (double own, double followed) = training.Follow(path, residual, limit, found.Length - 1);
            loss += own;
            shortened += followed == residual ? 0 : 1;
        }

        step.Record("loss", loss);
        training.RecordShortened(shortened, step);
        training.Descend(options, step);
    }

    /// <summary>The mean of log-weights; where one is further from it than the limit, the mean of them brought within the limit of their median.</summary>
    private static double Centre(double[] logWeights, double limit)
    {
        double mean = logWeights.Length > 0 ? logWeights.Average() : 0;
        if (logWeights.All(value => Math.Abs(value - mean) <= limit))
        {
            return mean;
        }

        double median = logWeights.Order().ElementAt(logWeights.Length / 2);
        return median + logWeights.Average(value => Math.Clamp(value - median, -limit, limit));
    }
}
