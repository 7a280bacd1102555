using System.Collections.Concurrent;
using Samovar.Compute.Kernels;
using Samovar.Compute.Threading;
using Samovar.Diffusions;
using Samovar.Samplers;

namespace Samovar.Objectives;

/// <summary>Losses of partial trajectories and their derivatives, a block of paths after the other: the flow forward, the balance of every path, the flow back.</summary>
/// <remarks>
/// What enters the nonlinearities on the way forward is kept for the way back, as far as a fixed budget goes; beyond it, it is computed again. So the memory does
/// not grow with the number of steps beyond a number for every state. Chunks are gathered in a fixed number of sums, and threads change no bit.
/// </remarks>
internal sealed unsafe class FlowPass : IChunkedWork
{
    private const int Rows = BlockTape.Rows;

    private const int MostChunks = 16;

    /// <summary>What one worker keeps, in floats: 4 MiB, which is 256 steps through three layers of 64.</summary>
    private const int KeptFloats = 1 << 20;

    private readonly Paths paths;
    private readonly LearnedFlow flow;
    private readonly SegmentLoss segments;
    private readonly double[] cotangents;
    private readonly double[] losses;
    private readonly double[] slopes;
    private readonly BlockGradients[] sums;
    private readonly WorkerPool pool;
    private readonly ConcurrentBag<Worker> free = [];
    private double limit;

    /// <summary>Reserves memory.</summary>
    /// <param name="paths">The trajectories.</param>
    /// <param name="cotangents">[N·n] receives dL/ds of the mean loss.</param>
    /// <param name="flow">The flow.</param>
    /// <param name="segments">The loss of one trajectory.</param>
    /// <param name="pool">Workers.</param>
    public FlowPass(Paths paths, double[] cotangents, LearnedFlow flow, SegmentLoss segments, WorkerPool? pool = null)
    {
        (this.paths, this.cotangents, this.flow, this.segments) = (paths, cotangents, flow, segments);
        this.pool = pool ?? WorkerPool.Shared;
        losses = new double[paths.Count];
        slopes = new double[paths.Count];
        sums = [.. Enumerable.Range(0, Math.Min(MostChunks, Blocks)).Select(_ => flow.CreateGradients())];
    }

    /// <summary>[n] loss of every trajectory; not finite where a state has density 0, and then it has no derivatives.</summary>
    public ReadOnlySpan<double> Losses => losses;

    /// <summary>[n] derivative of the loss of every trajectory by ln Z.</summary>
    public ReadOnlySpan<double> Slopes => slopes;

    private int Blocks => (paths.Count + Rows - 1) / Rows;

    /// <summary>Computes losses, slopes, the cotangents of all steps and the sums for <see cref="Finish"/>.</summary>
    /// <param name="residualLimit">Mismatch, in nats, from which on losses grow linearly.</param>
    public void Run(double residualLimit)
    {
        limit = residualLimit;
        flow.Perceptron.Prepare();
        pool.Run(sums.Length, this);
    }

    /// <summary>Leaves the derivative of the mean loss in the gradients of the flow's parameters.</summary>
    public void Finish() => BlockGradients.Finish(flow.Parameters, sums, paths.Process.Width);

    public void Execute(int chunk)
    {
        Worker worker = free.TryTake(out Worker? idle) ? idle : new Worker(flow.Perceptron, paths.Process.Steps);
        sums[chunk].Clear();
        for (int block = chunk; block < Blocks; block += sums.Length)
        {
            int first = block * Rows;
            int rows = Math.Min(Rows, paths.Count - first);
            Rise(worker, first, rows);
            for (int row = 0; row < rows; row++)
            {
                Balance(worker, first + row, row);
            }

            Return(worker, first, rows, sums[chunk]);
        }

        free.Add(worker);
    }

    /// <summary>The flow at all states between the ends.</summary>
    private void Rise(Worker worker, int first, int rows)
    {
        TimedPerceptron perceptron = flow.Perceptron;
        for (int step = 1; step < paths.Process.Steps; step++)
        {
            worker.Turn(step);
            fixed (float* points = paths.States[step].Values[(first * paths.Dimension)..])
            {
                perceptron.Forward(step, rows, points, worker.Tape);
            }

            for (int row = 0; row < rows; row++)
            {
                worker.Learned[(step * Rows) + row] = worker.Tape.Output[row * perceptron.OutputStride] + perceptron.OutputBias[0];
            }
        }
    }

    /// <summary>Loss and cotangents of one trajectory, scaled down where it is far off: its share of the flow's at every state, and minus the sum of all later ones for s of a step.</summary>
    private void Balance(Worker worker, int path, int row)
    {
        double sum = 0;
        int steps = paths.Process.Steps;
        for (int step = 0; step <= steps; step++)
        {
            worker.Potentials[step] = flow.At(paths, step, path, step < steps ? worker.Learned[(step * Rows) + row] : 0) - sum;
            sum += step < steps ? paths.LogRatios[(step * paths.Count) + path] : 0;
        }

        double loss = segments.Evaluate(worker.Potentials, worker.Derivatives);
        double mismatch = Math.Sqrt(2 * Math.Max(0, loss));
        double scale = double.IsFinite(loss) ? Math.Min(1, limit / mismatch) : 0;
        double later = 0;
        double slope = 0;
        for (int step = steps; step >= 0; step--)
        {
            // A trajectory with a state of density 0 has no balance to learn from, and its derivatives are no numbers.
            double derivative = scale == 0 ? 0 : scale * worker.Derivatives[step];
            slope += flow.NormalizerShare(step) * derivative;
            if (step < steps)
            {
                cotangents[(step * paths.Count) + path] = -later / paths.Count;
                worker.Learned[(step * Rows) + row] = (float)(derivative / paths.Count);
            }

            later += derivative;
        }

        (losses[path], slopes[path]) = (scale is > 0 and < 1 ? limit * (mismatch - (0.5 * limit)) : loss, slope);
    }

    /// <summary>Back through the flow, with the cotangents that took the place of its values.</summary>
    private void Return(Worker worker, int first, int rows, BlockGradients sum)
    {
        TimedPerceptron perceptron = flow.Perceptron;
        new Span<float>(worker.Tape.Output, Rows * perceptron.OutputStride).Clear();
        for (int step = paths.Process.Steps - 1; step > 0; step--)
        {
            worker.Turn(step);
            for (int row = 0; row < rows; row++)
            {
                worker.Tape.Output[row * perceptron.OutputStride] = worker.Learned[(step * Rows) + row];
            }

            fixed (float* points = paths.States[step].Values[(first * paths.Dimension)..])
            {
                perceptron.Backward(step, rows, points, worker.Tape, sum, states: false);
            }
        }
    }

    /// <summary>Memory of one block at a time.</summary>
    private sealed class Worker
    {
        private readonly AlignedMemory kept;
        private readonly int floats;
        private readonly int firstKept;

        public Worker(TimedPerceptron perceptron, int steps)
        {
            Tape = perceptron.CreateTape();
            floats = perceptron.KeptFloats;
            firstKept = Math.Max(1, steps - (int)Math.Min(steps, perceptron.KeptSteps(KeptFloats)));
            kept = new AlignedMemory((long)(steps - firstKept) * floats);
            Learned = new float[steps * Rows];
            Potentials = new double[steps + 1];
            Derivatives = new double[steps + 1];
        }

        public BlockTape Tape { get; }

        /// <summary>[N × rows] m, then dL/dm.</summary>
        public float[] Learned { get; }

        public double[] Potentials { get; }

        public double[] Derivatives { get; }

        /// <summary>Makes the tape ready for a step.</summary>
        public void Turn(int step) => Tape.Keep(step < firstKept ? null : kept.Pointer + ((long)(step - firstKept) * floats));
    }
}
