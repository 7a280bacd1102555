using System.Collections.Concurrent;
using Samovar.Compute;
using Samovar.Compute.Kernels;
using Samovar.Compute.Randomness;
using Samovar.Compute.Threading;
using Samovar.Diffusions;
using Samovar.Targets;

namespace Samovar.Samplers;

/// <summary>Runs controlled paths without gradients. A chunk of work is a block of paths with all its steps, so that it never leaves the cache.</summary>
internal sealed unsafe class Rollout : IChunkedWork
{
    private const int Rows = BlockTape.Rows;

    private readonly ControlKernel kernel;
    private readonly ReferenceProcess process;
    private readonly int dimension;
    private readonly SeenScore shown;
    private readonly KeptActivations? kept;
    private readonly WorkerPool pool;
    private readonly ConcurrentBag<Worker> free = [];
    private long[] shortened = [];
    private ITarget? target;
    private LaneKernelPool? lanes;
    private Paths paths = null!;
    private RandomStreamState randomness;
    private double scale;
    private bool moves;

    public Rollout(ControlKernel kernel, ReferenceProcess process, int dimension, double? scoreLimit, KeptActivations? kept = null, WorkerPool? pool = null)
    {
        this.kernel = kernel;
        this.process = process;
        this.dimension = dimension;
        this.kept = kept;
        shown = new SeenScore(dimension, process.Width, scoreLimit * Math.Sqrt(dimension));
        this.pool = pool ?? WorkerPool.Shared;
    }

    /// <summary>Paths forward. Each block draws from a stream of its own.</summary>
    public void Run(ITarget density, Paths drawn, RandomStream random, double noise)
    {
        randomness = random.Fork().State;
        (scale, moves) = (noise, true);
        RunBlocks(density, drawn);
    }

    /// <summary>Bridges from given ends, with the controls, increments and weights that the paths would have had forward.</summary>
    public void Retrace(ITarget density, Paths drawn, Batch ends, RandomStream random)
    {
        drawn.Bridge(ends, random);
        moves = false;
        RunBlocks(density, drawn);
    }

    public void Execute(int chunk)
    {
        int first = chunk * Rows;
        int rows = Math.Min(Rows, paths.Count - first);
        Worker worker = free.TryTake(out Worker? idle) ? idle : new Worker(kernel.CreateTape(), dimension);
        ILaneKernel density = lanes!.Rent();
        RandomStreamState own = randomness.Split(chunk);
        if (moves)
        {
            Start(first, rows, ref own);
        }

        shortened[chunk] = 0;
        for (int step = 0; step < process.Steps; step++)
        {
            worker.Tape.Keep(kept is null ? null : kept.Place(step, chunk));
            shortened[chunk] += Steer(density, worker, step, first, rows);
            if (moves)
            {
                Span<float> noise = worker.Noise.AsSpan(0, rows * dimension);
                RandomStream.FillNormal(ref own, noise);
                paths.Move(step, first, noise, scale);
            }
            else
            {
                paths.Compare(step, first, rows);
            }
        }

        lanes.Return(density);
        free.Add(worker);
    }

    private void RunBlocks(ITarget density, Paths drawn)
    {
        if (kernel.LearnsVariance != drawn.LogVariances is not null)
        {
            throw new ArgumentException(
                $"This sampler has {(kernel.LearnsVariance ? "learned" : "fixed")} variances, and the paths do not. Let the sampler create them.", nameof(drawn));
        }

        if (!ReferenceEquals(density, target))
        {
            (target, lanes) = (density, new LaneKernelPool(density, Rows));
        }

        int blocks = (drawn.Count + Rows - 1) / Rows;
        if (shortened.Length != blocks)
        {
            shortened = new long[blocks];
        }

        paths = drawn;
        kernel.Prepare();
        kept?.Begin(drawn);
        pool.Run(blocks, this);
        long sum = 0;
        foreach (long count in shortened)
        {
            sum += count;
        }

        drawn.ShortenedScores = sum;
        Span<double> last = drawn.LogDensities[(process.Steps * drawn.Count)..];
        density.LogDensity(drawn.States[process.Steps], last);
        drawn.Weigh(last);
    }

    private void Start(int first, int rows, ref RandomStreamState own)
    {
        Span<float> values = paths.States[0].Values.Slice(first * dimension, rows * dimension);
        values.Clear();
        if (process.StartWidth > 0)
        {
            RandomStream.FillNormal(ref own, values);
            foreach (ref float value in values)
            {
                value *= (float)process.StartWidth;
            }
        }
    }

    /// <summary>Computes the controls of one step from the states before it.</summary>
    /// <returns>How many scores the control saw otherwise than they are.</returns>
    private int Steer(ILaneKernel density, Worker worker, int step, int first, int rows)
    {
        int place = paths.Row(step, first) * dimension;
        Span<float> points = paths.States[step].Values.Slice(first * dimension, rows * dimension);
        Span<float> seen = paths.Scores.Values.Slice(place, rows * dimension);
        fixed (float* x = points)
        {
            ToLanes(x, density.Points, rows);
        }

        density.Evaluate();
        Span<double> logDensities = paths.LogDensities.Slice((step * paths.Count) + first, rows);
        for (int row = 0; row < rows; row++)
        {
            logDensities[row] = density.LogDensity[row];
        }

        int changed = shown.Show(density.Score, density.Points, rows, process.Unit(step), seen);
        fixed (float* x = points, score = seen, control = paths.Controls.Values[place..])
        fixed (float* logVariance = paths.LogVariances is { } own ? own.Values[place..] : default)
        {
            kernel.Forward(step, rows, x, score, worker.Tape, control, logVariance);
        }

        return changed;
    }

    /// <summary>Rows to lanes; lanes without a row repeat the last one.</summary>
    private void ToLanes(float* points, Span<float> into, int rows)
    {
        fixed (float* columns = into)
        {
            Transposition.Transpose(rows, dimension, points, dimension, columns, Rows);
            for (int lane = rows; lane < Rows; lane++)
            {
                for (int column = 0; column < dimension; column++)
                {
                    columns[(column * Rows) + lane] = columns[(column * Rows) + rows - 1];
                }
            }
        }
    }

    /// <summary>Memory of one block at a time.</summary>
    private sealed record Worker(BlockTape Tape, float[] Noise)
    {
        public Worker(BlockTape tape, int dimension)
            : this(tape, new float[Rows * dimension])
        {
        }
    }
}
