using Samovar.Compute;
using Samovar.Diffusions;
using Samovar.Networks;
using Samovar.Samplers;
using Samovar.Targets;
using Samovar.Training;
using static Samovar.Compute.Graphs.TracedMath;

namespace Samovar.Objectives;

/// <summary>One training step on partial trajectories: a learned flow says at every state what the rest should weigh.</summary>
/// <remarks>u_n = ln φ_n(x_n) − Σ_{l&lt;n} s_l is the same for all n exactly where every segment balances, and then it is ln Z: P_B is never evaluated.</remarks>
internal sealed class FlowTraining
{
    private readonly Paths paths;
    private readonly PathTraining training;
    private readonly LearnedFlow flow;
    private readonly CompiledFunction evaluate;
    private readonly SegmentLoss segments;
    private readonly double curvature;
    private readonly Batch learned;
    private readonly Batch pulls;
    private readonly double[] potentials;
    private readonly double[] derivatives;

    private FlowTraining(Paths paths, PathTraining training, LearnedFlow flow, int inputs, SegmentLoss segments)
    {
        (this.paths, this.training, this.flow, this.segments) = (paths, training, flow, segments);
        int steps = paths.Process.Steps;
        evaluate = new CompiledFunction(steps * paths.Count, [inputs], traced => flow.Apply(traced[0]));
        learned = new Batch(steps * paths.Count, 1);
        pulls = new Batch(steps * paths.Count, 1);
        potentials = new double[steps + 1];
        derivatives = new double[steps + 1];
        // The loss is quadratic in ln Z, which moves every potential by its share.
        double[] shares = [.. Enumerable.Range(0, steps + 1).Select(flow.NormalizerShare)];
        curvature = 2 * segments.Evaluate(shares, derivatives);
    }

    /// <summary>Draws trajectories, then moves flow, control and ln Z down the mean loss of their segments.</summary>
    /// <param name="sampler">The sampler.</param>
    /// <param name="target">The density.</param>
    /// <param name="options">Settings.</param>
    /// <param name="segments">Makes the loss of one trajectory from its number of steps; asked once.</param>
    /// <param name="step">The step.</param>
    public static void Step(ControlledDiffusion sampler, ITarget target, FlowOptions options, Func<int, SegmentLoss> segments, TrainingStep step)
    {
        (PathTraining training, Paths paths) = PathTraining.Simulate(sampler, target, options.Paths, step);
        LearnedFlow learner = step.Keep("flow", random => new LearnedFlow(sampler.Inputs, sampler.Process, options, random));
        learner.StartFrom([.. paths.LogWeights.Where(double.IsFinite)]);
        FlowTraining partial = step.Reuse("flow training", () => new FlowTraining(paths, training, learner, sampler.Inputs, segments(sampler.Process.Steps)));
        step.Record("learned-log-normalizer", learner.LogNormalizer);
        Batch inputs = training.Inputs;
        partial.evaluate.Evaluate(partial.learned, inputs);
        double change = partial.Differentiate(options.Paths.ResidualLimit, step);
        step.Minimize("flow", learner, options.Optimizer, traced => SumOverPoints(Dot(learner.Apply(traced[0]), traced[1])), inputs, partial.pulls);
        training.Descend(options.Paths, step);
        learner.Move(options.NormalizerRate * change);
    }

    /// <summary>Writes the cotangents of flow and control for all trajectories.</summary>
    /// <returns>Change of ln Z to its best value for these trajectories.</returns>
    private double Differentiate(double limit, TrainingStep step)
    {
        double loss = 0;
        double slope = 0;
        int found = 0;
        int shortened = 0;
        for (int path = 0; path < paths.Count; path++)
        {
            Climb(path);
            double mismatch = segments.Evaluate(potentials, derivatives);
            // A trajectory with a state of density 0 has no balance to learn from: it is left out and counted.
            bool finite = double.IsFinite(mismatch);
            found += finite ? 1 : 0;
            loss += finite ? mismatch : 0;
            double scale = Math.Min(1, limit / Math.Sqrt(2 * mismatch));
            shortened += finite && scale < 1 ? 1 : 0;
            slope += finite ? Spread(path, scale) : Skip(path);
        }

        step.Record("loss", loss / Math.Max(1, found));
        step.Record("shortened-residuals", (double)shortened / paths.Count);
        step.Record("lost-balances", 1 - ((double)found / paths.Count));
        return found > 0 && curvature > 0 ? -slope / (found * curvature) : 0;
    }

    /// <summary>The potentials of a trajectory.</summary>
    private void Climb(int path)
    {
        double sum = 0;
        for (int step = 0; step < potentials.Length; step++)
        {
            potentials[step] = flow.At(paths, step, path, learned) - sum;
            sum += step < paths.Process.Steps ? paths.LogRatios[(step * paths.Count) + path] : 0;
        }
    }

    /// <summary>Cotangents of one trajectory, scaled down where it is far off: its share of the flow's at every state, and minus the sum of all later ones for s of a step.</summary>
    /// <returns>Derivative of its loss by ln Z.</returns>
    private double Spread(int path, double scale)
    {
        foreach (ref double derivative in derivatives.AsSpan())
        {
            derivative *= scale;
        }

        double later = derivatives[^1];
        for (int step = paths.Process.Steps - 1; step >= 0; step--)
        {
            int row = (step * paths.Count) + path;
            training.Cotangents[row] = -later / paths.Count;
            pulls[row, 0] = step == 0 ? 0 : (float)(derivatives[step] / paths.Count);
            later += derivatives[step];
        }

        double slope = 0;
        for (int step = 0; step < derivatives.Length; step++)
        {
            slope += flow.NormalizerShare(step) * derivatives[step];
        }

        return slope;
    }

    private double Skip(int path)
    {
        training.Pull(path, 0);
        for (int row = path; row < pulls.Count; row += paths.Count)
        {
            pulls[row, 0] = 0;
        }

        return 0;
    }
}
