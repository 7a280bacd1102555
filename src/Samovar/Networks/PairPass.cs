using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Samovar.Compute;
using Samovar.Compute.Kernels;
using Samovar.Compute.Threading;

namespace Samovar.Networks;

/// <summary>Takes a batch through a <see cref="PairNetwork"/> and, if asked, back, in blocks of 16 configurations.</summary>
/// <remarks>Blocks are gathered in a fixed number of sums, each of them by its own blocks in order, so threads change no bit.</remarks>
/// <param name="network">The network.</param>
internal abstract unsafe class PairPass(PairNetwork network) : IChunkedWork
{
    private const int Lanes = PairGeometry.Lanes;
    private const int Chunks = 8;

    private readonly ConcurrentBag<PairTape> free = [];
    private readonly double[] losses = new double[Chunks];
    private AlignedMemory[][]? sums;
    private bool differentiates;
    private int count;

    protected PairNetworkOptions Options { get; } = network.Options;

    public void Execute(int chunk)
    {
        PairTape tape = free.TryTake(out PairTape? idle) ? idle : new PairTape(Options);
        losses[chunk] = 0;
        for (int block = chunk; block * Lanes < count; block += Chunks)
        {
            int first = block * Lanes;
            int rows = Math.Min(Lanes, count - first);
            Enter(first, rows, tape);
            network.Forward(tape);
            losses[chunk] += Leave(first, rows, tape);
            if (differentiates)
            {
                network.Backward(tape, sums![chunk]);
            }
        }

        free.Add(tape);
    }

    /// <summary>Runs all blocks.</summary>
    /// <param name="configurations">Size of the batch.</param>
    /// <param name="gradients">Whether to leave gradients in the parameters.</param>
    /// <returns>Sum over the blocks of what <see cref="Leave"/> returned.</returns>
    protected double Run(int configurations, bool gradients)
    {
        (count, differentiates) = (configurations, gradients);
        network.Pack();
        if (gradients)
        {
            Clear();
        }

        WorkerPool.Shared.Run(Chunks, this);
        if (gradients)
        {
            Gather();
        }

        double total = 0;
        foreach (double loss in losses)
        {
            total += loss;
        }

        return total;
    }

    /// <summary>Fills the positions before the first layer, in units, and the level features.</summary>
    protected abstract void Enter(int first, int rows, PairTape tape);

    /// <summary>Reads the output and, on a pass with gradients, fills the cotangents; lanes beyond the rows get 0.</summary>
    /// <returns>A loss to be summed, or anything.</returns>
    protected abstract double Leave(int first, int rows, PairTape tape);

    /// <summary>Writes points, times a factor, into lanes; lanes beyond the rows repeat the last row.</summary>
    protected static void ToLanes(Batch points, int first, int rows, float factor, float* lanes)
    {
        for (int lane = 0; lane < Lanes; lane++)
        {
            ReadOnlySpan<float> point = points.Row(first + Math.Min(lane, rows - 1));
            for (int column = 0; column < point.Length; column++)
            {
                lanes[(column * Lanes) + lane] = factor * point[column];
            }
        }
    }

    /// <summary>Writes lanes, times a factor, into rows of points.</summary>
    protected static void FromLanes(float* lanes, float factor, Batch points, int first, int rows)
    {
        for (int lane = 0; lane < rows; lane++)
        {
            Span<float> point = points.Row(first + lane);
            for (int column = 0; column < point.Length; column++)
            {
                point[column] = factor * lanes[(column * Lanes) + lane];
            }
        }
    }

    private void Clear()
    {
        sums ??= [.. Enumerable.Range(0, Chunks).Select(_ => network.Parameters.Select(parameter => new AlignedMemory(parameter.GradientMemory.Length)).ToArray())];
        foreach (AlignedMemory[] sum in sums)
        {
            foreach (AlignedMemory part in sum)
            {
                part.Span.Clear();
            }
        }
    }

    private void Gather()
    {
        for (int index = 0; index < network.Parameters.Count; index++)
        {
            Span<float> total = network.Parameters[index].GradientMemory.Span;
            total.Clear();
            foreach (AlignedMemory[] sum in sums!)
            {
                Add(sum[index].Span, total);
            }
        }
    }

    private static void Add(ReadOnlySpan<float> from, Span<float> to)
    {
        ReadOnlySpan<Vector512<float>> source = MemoryMarshal.Cast<float, Vector512<float>>(from);
        Span<Vector512<float>> target = MemoryMarshal.Cast<float, Vector512<float>>(to);
        for (int index = 0; index < source.Length; index++)
        {
            target[index] += source[index];
        }
    }
}
