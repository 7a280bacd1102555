using System.Collections.Concurrent;
using Samovar.Compute.Threading;
using Samovar.Diffusions;

namespace Samovar.Samplers;

/// <summary>One way back through the controls of all steps of stored paths. Activations are taken from <see cref="KeptActivations"/> or computed again.</summary>
/// <remarks>
/// A chunk of work is a block of paths. Chunks are gathered in a fixed number of sums, each of them by its own blocks in order, so neither memory nor a
/// single bit depends on the number of threads.
/// </remarks>
internal sealed unsafe class ControlGradientPass : IChunkedWork
{
    private const int Rows = BlockTape.Rows;

    private const int MostChunks = 16;

    private readonly ControlNetwork network;
    private readonly ControlKernel kernel;
    private readonly ReferenceProcess process;
    private readonly KeptActivations kept;
    private readonly WorkerPool pool;
    private readonly ConcurrentBag<BlockTape> free = [];
    private BlockGradients[] sums = [];
    private Paths paths = null!;
    private IPathCotangents cotangents = null!;
    private bool holds;

    public ControlGradientPass(ControlNetwork network, ControlKernel kernel, ReferenceProcess process, KeptActivations kept, WorkerPool? pool = null)
    {
        this.network = network;
        this.kernel = kernel;
        this.process = process;
        this.kept = kept;
        this.pool = pool ?? WorkerPool.Shared;
    }

    private int Blocks => (paths.Count + Rows - 1) / Rows;

    /// <summary>Leaves Σ dL/du · ∂u/∂θ in the gradients of the parameters.</summary>
    /// <param name="drawn">The paths, drawn with the present weights or any others.</param>
    /// <param name="wanted">dL/du.</param>
    public void Run(Paths drawn, IPathCotangents wanted)
    {
        (paths, cotangents) = (drawn, wanted);
        int chunks = Math.Min(MostChunks, Blocks);
        if (sums.Length != chunks)
        {
            sums = [.. Enumerable.Range(0, chunks).Select(_ => new BlockGradients(network.Network, network.Parameters))];
        }

        kernel.Prepare();
        holds = kept.Holds(drawn);
        pool.Run(chunks, this);
        BlockGradients.Finish(network.Parameters, sums, process.Width);
    }

    public void Execute(int chunk)
    {
        BlockTape tape = free.TryTake(out BlockTape? idle) ? idle : kernel.CreateTape();
        sums[chunk].Clear();
        for (int block = chunk; block < Blocks; block += sums.Length)
        {
            int first = block * Rows;
            int rows = Math.Min(Rows, paths.Count - first);
            new Span<float>(tape.Output, Rows * kernel.OutputStride).Clear();
            for (int step = process.Steps - 1; step >= 0; step--)
            {
                tape.Keep(holds ? kept.Place(step, block) : null);
                Back(step, first, rows, tape, sums[chunk]);
            }
        }

        free.Add(tape);
    }

    private void Back(int step, int first, int rows, BlockTape tape, BlockGradients sum)
    {
        int dimension = paths.Dimension;
        int place = ((step * paths.Count) + first) * dimension;
        cotangents.Fill(step, first, rows, tape.Output, kernel.OutputStride);
        fixed (float* points = paths.States[step].Values[(first * dimension)..], seen = paths.Scores.Values[place..])
        {
            kernel.Backward(step, rows, points, seen, tape, sum, cotangents.ThroughStates);
        }

        if (cotangents.ThroughStates)
        {
            cotangents.Receive(step, first, rows, tape.States, kernel.OutputStride);
        }
    }
}
