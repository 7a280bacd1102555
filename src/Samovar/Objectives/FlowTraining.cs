using Samovar.Diffusions;
using Samovar.Samplers;
using Samovar.Targets;
using Samovar.Training;

namespace Samovar.Objectives;

/// <summary>One training step on partial trajectories: a learned flow says at every state what the rest should weigh.</summary>
/// <remarks>u_n = ln φ_n(x_n) − Σ_{l&lt;n} s_l is the same for all n exactly where every segment balances, and then it is ln Z: P_B is never evaluated.</remarks>
internal sealed class FlowTraining
{
    private readonly FlowPass pass;
    private readonly double curvature;

    private FlowTraining(Paths paths, PathTraining training, LearnedFlow flow, SegmentLoss segments)
    {
        pass = new FlowPass(paths, training.Cotangents, flow, segments);
        int steps = paths.Process.Steps;
        // The loss is quadratic in ln Z, which moves every potential by its share.
        double[] shares = [.. Enumerable.Range(0, steps + 1).Select(flow.NormalizerShare)];
        curvature = 2 * segments.Evaluate(shares, new double[steps + 1]);
        Finish = pass.Finish;
    }

    /// <summary>Leaves the gradients of the flow in its parameters.</summary>
    private Action Finish { get; }

    /// <summary>Draws trajectories, then moves flow, control and ln Z down the mean loss of their segments.</summary>
    /// <param name="sampler">The sampler.</param>
    /// <param name="target">The density.</param>
    /// <param name="options">Settings.</param>
    /// <param name="segments">Makes the loss of one trajectory from its number of steps; asked once.</param>
    /// <param name="step">The step.</param>
    public static void Step(ControlledDiffusion sampler, ITarget target, FlowOptions options, Func<int, SegmentLoss> segments, TrainingStep step)
    {
        (PathTraining training, Paths paths) = PathTraining.Simulate(sampler, target, options.Paths, step);
        LearnedFlow learner = step.Keep("flow", random => new LearnedFlow(sampler.Dimension + ControlNetwork.TimeFeatures, sampler.Process, options, random));
        learner.Normalizer.StartFrom([.. paths.LogWeights.Where(double.IsFinite)]);
        FlowTraining partial = step.Reuse("flow training", () => new FlowTraining(paths, training, learner, segments(sampler.Process.Steps)));
        step.Record("learned-log-normalizer", learner.Normalizer.Value);
        double limit = training.ResidualLimit(options.Paths);
        partial.pass.Run(limit);
        double change = partial.Summarize(training, limit, step);
        step.Descend("flow", learner, options.Optimizer, partial.Finish);
        training.Descend(options.Paths, step);
        learner.Normalizer.Move(options.NormalizerRate * change);
    }

    /// <summary>Records what the trajectories show.</summary>
    /// <returns>Change of ln Z to its best value for these trajectories.</returns>
    private double Summarize(PathTraining training, double limit, TrainingStep step)
    {
        double loss = 0;
        double slope = 0;
        int found = 0;
        int shortened = 0;
        for (int path = 0; path < pass.Losses.Length; path++)
        {
            double mismatch = pass.Losses[path];
            if (double.IsFinite(mismatch))
            {
                found++;
                shortened += limit < Math.Sqrt(2 * mismatch) ? 1 : 0;
                loss += mismatch;
                slope += pass.Slopes[path];
            }
        }

        step.Record("loss", loss / Math.Max(1, found));
        training.RecordShortened(shortened, step);
        step.Record("lost-balances", 1 - ((double)found / pass.Losses.Length));
        return found > 0 && curvature > 0 ? -slope / (found * curvature) : 0;
    }
}
