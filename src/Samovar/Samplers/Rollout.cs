using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Diffusions;
using Samovar.Networks;
using Samovar.Targets;

namespace Samovar.Samplers;

/// <summary>Runs a fixed number of controlled paths forward without gradients, in memory of its own.</summary>
internal sealed class Rollout
{
    private readonly ControlNetwork network;
    private readonly ReferenceProcess process;
    private readonly double scoreLimit;
    private readonly CompiledFunction control;
    private readonly Batch inputs;
    private readonly Batch score;
    private readonly Batch seen;
    private readonly Batch noise;
    private readonly double[] logDensity;

    public Rollout(ControlNetwork network, ReferenceProcess process, int count, double scoreLimit)
    {
        this.network = network;
        this.process = process;
        int dimension = network.Inputs - ControlNetwork.TimeFeatures;
        this.scoreLimit = scoreLimit * Math.Sqrt(dimension);
        control = new CompiledFunction(count, [network.Inputs, dimension], traced => network.Apply(traced[0], traced[1]));
        inputs = new Batch(count, network.Inputs);
        score = new Batch(count, dimension);
        seen = new Batch(count, dimension);
        noise = new Batch(count, dimension);
        logDensity = new double[count];
    }

    public void Run(ITarget target, Paths paths, RandomStream random, double scale)
    {
        Start(paths, random);
        for (int step = 0; step < process.Steps; step++)
        {
            Steer(target, paths, step);
            random.FillNormal(noise.Values);
            paths.Move(step, noise, scale);
        }

        Weigh(target, paths);
    }

    /// <summary>Bridges from given ends, with the controls, increments and weights that the paths would have had forward.</summary>
    public void Retrace(ITarget target, Paths paths, Batch ends, RandomStream random)
    {
        paths.ShortenedScores = 0;
        paths.Bridge(ends, random);
        for (int step = 0; step < process.Steps; step++)
        {
            Steer(target, paths, step);
            paths.Compare(step);
        }

        Weigh(target, paths);
    }

    /// <summary>Computes the controls of one step from the states before it.</summary>
    private void Steer(ITarget target, Paths paths, int step)
    {
        Batch points = paths.States[step];
        target.LogDensityAndScore(points, logDensity, score);
        paths.ShortenedScores += Show();
        network.Describe(points, process.Width, (double)step / process.Steps, inputs, 0);
        // The controls of a step are one block of rows; the noise comes after them, in the same memory.
        control.Evaluate(noise, inputs, seen);
        int first = step * paths.Count * paths.Dimension;
        noise.Values.CopyTo(paths.Controls.Values[first..]);
        seen.Values.CopyTo(paths.Scores.Values[first..]);
    }

    private void Weigh(ITarget target, Paths paths)
    {
        target.LogDensity(paths.States[process.Steps], logDensity);
        paths.Weigh(logDensity);
    }

    private void Start(Paths paths, RandomStream random)
    {
        paths.ShortenedScores = 0;
        Span<float> values = paths.States[0].Values;
        values.Clear();
        if (process.StartWidth > 0)
        {
            random.FillNormal(values);
            foreach (ref float value in values)
            {
                value *= (float)process.StartWidth;
            }
        }
    }

    /// <summary>width · score, no longer than the limit; a score that is not finite is shown as 0.</summary>
    /// <returns>How many were changed.</returns>
    private int Show()
    {
        int changed = 0;
        for (int row = 0; row < score.Count; row++)
        {
            double squares = 0;
            foreach (float value in score.Row(row))
            {
                squares += (double)value * value;
            }

            double length = process.Width * Math.Sqrt(squares);
            double factor = process.Width * (length > scoreLimit ? scoreLimit / length : 1);
            bool finite = double.IsFinite(length);
            changed += finite && length <= scoreLimit ? 0 : 1;
            for (int column = 0; column < score.Dimension; column++)
            {
                seen[row, column] = finite ? (float)(factor * score[row, column]) : 0;
            }
        }

        return changed;
    }
}
