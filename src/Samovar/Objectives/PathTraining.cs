using Samovar.Compute;
using Samovar.Compute.Graphs;
using Samovar.Diffusions;
using Samovar.Samplers;
using Samovar.Targets;
using Samovar.Training;
using static Samovar.Compute.Graphs.TracedMath;

namespace Samovar.Objectives;

/// <summary>Training in two phases: trajectories without gradients, then one pass over all N·n rows, whose cotangents are known in closed form.</summary>
/// <remarks>Nothing is differentiated through the states, so memory does not grow beyond the stored rows and the loss may rest on any trajectories.</remarks>
internal sealed class PathTraining
{
    private readonly ControlledDiffusion sampler;
    private readonly Paths paths;
    private readonly Batch pulls;
    private readonly Batch weights;

    private PathTraining(ControlledDiffusion sampler, int count)
    {
        int rows = sampler.Process.Steps * count;
        this.sampler = sampler;
        paths = new Paths(sampler.Process, count, sampler.Dimension);
        Inputs = new Batch(rows, sampler.Inputs);
        pulls = new Batch(rows, sampler.Dimension);
        weights = new Batch(rows, 1);
        Cotangents = new double[rows];
    }

    /// <summary>[N·n, inputs] what networks see of position and time on these trajectories.</summary>
    public Batch Inputs { get; }

    /// <summary>[N·n] dL/ds of every step of every trajectory: written by the objective.</summary>
    public double[] Cotangents { get; }

    /// <summary>Draws the trajectories of one training step.</summary>
    public static (PathTraining Training, Paths Paths) Simulate(ControlledDiffusion sampler, ITarget target, PathOptions options, TrainingStep step)
    {
        PathTraining training = step.Reuse("path training", () => new PathTraining(sampler, options.BatchSize));
        Paths drawn = training.paths;
        sampler.Simulate(target, drawn, step.Random, options.NoiseAt(step.Progress));
        sampler.Describe(drawn, training.Inputs);
        step.Record("shortened-scores", (double)drawn.ShortenedScores / training.weights.Count);
        step.Record("lost-paths", (double)drawn.LogWeights.Count(value => !double.IsFinite(value)) / drawn.Count);
        double[] found = [.. drawn.LogWeights.Where(double.IsFinite)];
        if (found.Length > 1)
        {
            double mean = found.Average();
            step.Record("log-weight-mean", mean);
            step.Record("log-weight-deviation", Math.Sqrt(found.Sum(value => (value - mean) * (value - mean)) / (found.Length - 1)));
        }

        return (training, drawn);
    }

    /// <summary>Writes dL/dδ of a trajectory for losses of δ = Σ s + …: every step has the same share.</summary>
    public void Pull(int path, double residual)
    {
        for (int row = path; row < Cotangents.Length; row += paths.Count)
        {
            Cotangents[row] = residual;
        }
    }

    /// <summary>One optimizer step along Σ dL/ds · ∂s/∂θ over all steps of all trajectories, and one of the average used for draws.</summary>
    /// <remarks>s = g u·w − ½ g² |u|² with the increment w held fixed, so the cotangent of u is dL/ds · (g w − g² u).</remarks>
    public void Descend(PathOptions options, TrainingStep step)
    {
        for (int row = 0; row < weights.Count; row++)
        {
            double gain = paths.Process.Gain(row / paths.Count);
            double cotangent = Cotangents[row];
            weights[row, 0] = (float)(0.5 * cotangent * gain * gain);
            ReadOnlySpan<float> increment = paths.Increments.Row(row);
            Span<float> pull = pulls.Row(row);
            for (int column = 0; column < pull.Length; column++)
            {
                // A lost path has no pull, whatever its increments are.
                pull[column] = cotangent == 0 ? 0 : (float)(cotangent * gain * increment[column]);
            }
        }

        double loss = step.Minimize(
            "control", sampler, options.Optimizer,
            traced =>
            {
                Traced control = sampler.Control(traced[0], traced[1]);
                return SumOverPoints(Dot(control, traced[2]) - (traced[3] * Dot(control, control)));
            },
            Inputs, paths.Scores, pulls, weights);
        if (double.IsFinite(loss))
        {
            sampler.UpdateAverage(step.Index);
        }
    }
}
