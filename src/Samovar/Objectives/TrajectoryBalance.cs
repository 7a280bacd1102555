using Samovar.Diffusions;
using Samovar.Samplers;
using Samovar.Targets;
using Samovar.Training;

namespace Samovar.Objectives;

/// <summary>Settings of trajectory balance.</summary>
public sealed record TrajectoryBalanceOptions
{
    /// <summary>Trajectories, exploration and optimizer.</summary>
    public PathOptions Paths { get; init; } = new();

    /// <summary>Share of the way that the learned ln Z goes to its best value for the batch in each step. Range (0, 1]. Default 0.1.</summary>
    public double NormalizerRate
    {
        get;
        init => field = Require.That(value, value is > 0 and <= 1, "A share of the way lies in (0, 1].");
    } = 0.1;
}

/// <summary>Trajectory balance: Z P_F(trajectory) = ρ(x_N) P_B(trajectory), as a squared error of logarithms.</summary>
/// <remarks>
/// L = ½ mean (ln Z_θ − ln w)². ln Z_θ starts at the importance estimate of the first batch and then follows the gradient of L, which for one number
/// needs no optimizer. Trajectories whose weight is not finite are left out and counted.
/// </remarks>
/// <param name="options">Settings.</param>
public sealed class TrajectoryBalance(TrajectoryBalanceOptions options) : IObjective<ControlledDiffusion>
{
    /// <summary>The paper.</summary>
    public static Citation Paper { get; } = new(
        "malkin2022trajectory", "Trajectory balance: Improved credit assignment in GFlowNets",
        "Malkin, Nikolay and Jain, Moksh and Bengio, Emmanuel and Sun, Chen and Bengio, Yoshua", 2022, "arXiv:2201.13259");

    /// <inheritdoc/>
    public Citation Source => Paper;

    /// <inheritdoc/>
    public void Step(ControlledDiffusion sampler, ITarget target, TrainingStep step)
    {
        ArgumentNullException.ThrowIfNull(sampler);
        ArgumentNullException.ThrowIfNull(step);
        (PathTraining training, Paths paths) = PathTraining.Simulate(sampler, target, options.Paths, step);
        double[] found = [.. paths.LogWeights.Where(double.IsFinite)];
        LearnedNormalizer normalizer = step.Keep("log-normalizer", _ => new LearnedNormalizer());
        normalizer.StartFrom(found);
        double loss = 0;
        double sum = 0;
        int shortened = 0;
        double limit = training.ResidualLimit(options.Paths);
        for (int path = 0; path < paths.Count; path++)
        {
            double residual = double.IsFinite(paths.LogWeights[path]) ? normalizer.Value - paths.LogWeights[path] : 0;
            (double own, double followed) = training.Follow(path, residual, limit, found.Length);
            loss += own;
            sum += followed;
            shortened += followed == residual ? 0 : 1;
        }

        step.Record("loss", loss);
        training.RecordShortened(shortened, step);
        step.Record("learned-log-normalizer", normalizer.Value);
        training.Descend(options.Paths, step);
        normalizer.Move(found.Length > 0 ? -options.NormalizerRate * sum / found.Length : 0);
    }
}
