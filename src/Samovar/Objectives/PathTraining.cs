using System.Runtime.Intrinsics;
using Samovar.Compute.Kernels;
using Samovar.Diffusions;
using Samovar.Samplers;
using Samovar.Targets;
using Samovar.Training;

namespace Samovar.Objectives;

/// <summary>Training in two phases: trajectories without gradients, then one pass over all N·n rows, whose cotangents are known in closed form.</summary>
/// <remarks>Nothing is differentiated through the states, so memory does not grow beyond the stored rows and the loss may rest on any trajectories.</remarks>
internal sealed class PathTraining : IPathCotangents
{
    private readonly ControlledDiffusion sampler;
    private readonly Paths paths;
    private readonly Action differentiate;
    private GivenDrawsOptions? given;

    internal PathTraining(ControlledDiffusion sampler, int count)
    {
        int rows = sampler.Process.Steps * count;
        this.sampler = sampler;
        paths = sampler.CreatePaths(count);
        Cotangents = new double[rows];
        differentiate = () => sampler.Differentiate(paths, this);
    }

    /// <summary>The trajectories.</summary>
    public Paths Paths => paths;

    bool IPathCotangents.ThroughStates => false;

    /// <summary>[N·n] dL/ds of every step of every trajectory: written by the objective.</summary>
    public double[] Cotangents { get; }

    /// <summary>Draws the trajectories of one training step: from the sampler, or backward from given draws or from what it found before.</summary>
    public static (PathTraining Training, Paths Paths) Simulate(ControlledDiffusion sampler, ITarget target, PathOptions options, TrainingStep step)
    {
        PathTraining training = step.Reuse("path training", () => new PathTraining(sampler, options.BatchSize));
        Paths drawn = training.paths;
        training.given = options.Given is { } draws && draws.IsTurn(step) ? draws : null;
        if (training.given is { } ends)
        {
            step.Reuse("given draws", () => new GivenDraws(ends, sampler.Dimension, options.BatchSize)).Retrace(sampler, target, drawn, step);
            return (training, drawn);
        }

        Replay? replay = options.Replay is { } settings
            ? step.Keep("replay", _ => new Replay(settings, sampler.Dimension, options.BatchSize))
            : null;
        if (replay is not null && replay.Turn(target, sampler.Process.Width, step))
        {
            replay.Retrace(sampler, target, drawn, step);
            return (training, drawn);
        }

        sampler.Simulate(target, drawn, step.Random, options.NoiseAt(step.Progress));
        replay?.Remember(drawn);
        Record(drawn, step);
        return (training, drawn);
    }

    /// <summary>Records what every objective on trajectories shows of them.</summary>
    public static void Record(Paths drawn, TrainingStep step)
    {
        step.Record("shortened-scores", (double)drawn.ShortenedScores / drawn.LogRatios.Length);
        step.Record("lost-paths", (double)drawn.LogWeights.Count(value => !double.IsFinite(value)) / drawn.Count);
        double[] found = [.. drawn.LogWeights.Where(double.IsFinite)];
        if (found.Length > 1)
        {
            double mean = found.Average();
            step.Record("log-weight-mean", mean);
            step.Record("log-weight-deviation", Math.Sqrt(found.Sum(value => (value - mean) * (value - mean)) / (found.Length - 1)));
        }
    }

    /// <summary>Mismatch of this step's trajectories, in nats, from which on balance losses grow linearly.</summary>
    public double ResidualLimit(PathOptions options) => given?.ResidualLimit ?? options.ResidualLimit;

    /// <summary>Records how many mismatches were beyond the limit; of trajectories from given draws it is as it should be, until they balance.</summary>
    public void RecordShortened(int count, TrainingStep step) =>
        step.Record(given is null ? "shortened-residuals" : "given-shortened-residuals", (double)count / paths.Count);

    /// <summary>Huber's loss of a trajectory's mismatch δ, ½ δ² up to the limit c and c |δ| − ½ c² beyond, over a count; writes its derivative.</summary>
    /// <returns>The loss, and the mismatch that its derivative is of: no longer than the limit.</returns>
    public (double Loss, double Followed) Follow(int path, double mismatch, double limit, int count)
    {
        double followed = Math.Clamp(mismatch, -limit, limit);
        double pull = followed / Math.Max(1, count);
        Pull(path, pull);
        return ((mismatch - (0.5 * followed)) * pull, followed);
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
    public void Descend(PathOptions options, TrainingStep step)
    {
        if (step.Descend("control", sampler, options.Optimizer, differentiate))
        {
            sampler.UpdateAverage(step.Index);
        }
    }

    /// <summary>s = g u·w − ½ g² |u|² with the increment w held fixed, so the cotangent of u is dL/ds · (g w − g² u).</summary>
    unsafe void IPathCotangents.Fill(int step, int first, int rows, float* cotangents, int stride)
    {
        int dimension = paths.Dimension;
        int place = (step * paths.Count) + first;
        float gain = (float)paths.Process.Gain(step);
        if (paths.LogVariances is { } own)
        {
            for (int row = place; row < place + rows; row++, cotangents += stride)
            {
                Fill((float)Cotangents[row], gain, paths.Increments.Row(row), paths.Controls.Row(row), own.Row(row), new Span<float>(cotangents, 2 * dimension));
            }

            return;
        }

        fixed (float* increments = paths.Increments.Values[(place * dimension)..], controls = paths.Controls.Values[(place * dimension)..])
        {
            for (int row = 0; row < rows; row++)
            {
                float pull = (float)Cotangents[place + row] * gain;
                Fill(pull, gain, dimension, increments + (row * dimension), controls + (row * dimension), cotangents + (row * stride));
            }
        }
    }

    unsafe void IPathCotangents.Receive(int step, int first, int rows, float* states, int stride) =>
        throw new NotSupportedException("These losses hold the states fixed.");

    /// <summary>With variances of their own, s = Σ ½ (w² − r² e^(−ℓ) − ℓ), r = w − g u: the cotangent of u is dL/ds · g r e^(−ℓ), that of ℓ dL/ds · ½ (r² e^(−ℓ) − 1).</summary>
    private static void Fill(
        float pull, float gain, ReadOnlySpan<float> increments, ReadOnlySpan<float> controls, ReadOnlySpan<float> logVariances, Span<float> cotangents)
    {
        int dimension = increments.Length;
        if (pull == 0)
        {
            cotangents.Clear();
            return;
        }

        ToInverse(logVariances, cotangents[dimension..]);
        for (int column = 0; column < dimension; column++)
        {
            float rest = increments[column] - (gain * controls[column]);
            float shown = rest * cotangents[dimension + column];
            cotangents[column] = pull * gain * shown;
            cotangents[dimension + column] = pull * 0.5f * ((rest * shown) - 1) * ControlNetwork.LogVarianceSlope(logVariances[column]);
        }
    }

    /// <summary>e^(−ℓ).</summary>
    private static void ToInverse(ReadOnlySpan<float> logVariances, Span<float> inverse)
    {
        int column = 0;
        for (; column + Vector512<float>.Count <= logVariances.Length; column += Vector512<float>.Count)
        {
            VectorMath.Exp(-Vector512.Create(logVariances[column..])).CopyTo(inverse[column..]);
        }

        for (; column < logVariances.Length; column++)
        {
            inverse[column] = VectorMath.Exp(-logVariances[column]);
        }
    }

    private static unsafe void Fill(float pull, float gain, int dimension, float* increment, float* control, float* cotangent)
    {
        if (pull == 0)
        {
            // A lost path has no pull, whatever its increments are.
            new Span<float>(cotangent, dimension).Clear();
            return;
        }

        int column = 0;
        for (; column + Vector512<float>.Count <= dimension; column += Vector512<float>.Count)
        {
            Vector512<float> rest = Vector512.FusedMultiplyAdd(Vector512.Create(-gain), Vector512.Load(control + column), Vector512.Load(increment + column));
            (pull * rest).Store(cotangent + column);
        }

        for (; column < dimension; column++)
        {
            cotangent[column] = pull * MathF.FusedMultiplyAdd(-gain, control[column], increment[column]);
        }
    }
}
