using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Samovar.Compute.Graphs;
using Samovar.Compute.Graphs.Programs;
using Samovar.Compute.Kernels;

namespace Samovar.Benchmarks.Energies;

/// <summary>One energy on one batch, traced and by hand.</summary>
/// <typeparam name="T">float or double.</typeparam>
internal sealed unsafe class EnergyCase<T>
    where T : unmanaged, INumber<T>
{
    private readonly int dimension;
    private readonly EnergyKernel<T> byHand;
    private readonly AlignedMemory points;
    private readonly AlignedMemory energies;
    private readonly AlignedMemory gradients;
    private readonly Traced point;
    private readonly Traced energy;
    private readonly Traced gradient;
    private LaneProgram<T> program = null!;
    private LaneMemory<T> memory = null!;

    public EnergyCase(int dimension, int count, Func<Traced, Traced> trace, EnergyKernel<T> byHand, Func<int, int, double> start)
    {
        (this.dimension, Count, this.byHand) = (dimension, count, byHand);
        int words = Unsafe.SizeOf<T>() / sizeof(float);
        points = new AlignedMemory((long)dimension * count * words);
        gradients = new AlignedMemory((long)dimension * count * words);
        energies = new AlignedMemory((long)count * words);
        for (int index = 0; index < dimension * count; index++)
        {
            ((T*)points.Pointer)[index] = T.CreateTruncating(start(index / count, index % count));
        }

        Graph graph = new();
        point = graph.Input("point", dimension);
        energy = trace(point);
        gradient = ReverseMode.Gradient(energy, point)[0];
    }

    /// <summary>Points of the batch.</summary>
    public int Count { get; }

    /// <summary>Compiles the traced energy for a number of points at once.</summary>
    public void Compile(int lanes)
    {
        program = new LaneProgram<T>(lanes, energy, gradient);
        memory = program.CreateMemory();
    }

    /// <summary>The kernel written by hand.</summary>
    public void ByHand() => byHand((T*)points.Pointer, Count, (T*)energies.Pointer, (T*)gradients.Pointer);

    /// <summary>The traced energy, block by block, copying points in and results out.</summary>
    public void Traced()
    {
        int lanes = program.Lanes;
        fixed (T* here = program.Values(memory, point), value = program.Values(memory, energy), slope = program.Values(memory, gradient))
        {
            for (int block = 0; block < Count; block += lanes)
            {
                Copy((T*)points.Pointer + block, Count, here, lanes, dimension, lanes);
                program.Run(memory);
                Copy(value, lanes, (T*)energies.Pointer + block, Count, 1, lanes);
                Copy(slope, lanes, (T*)gradients.Pointer + block, Count, dimension, lanes);
            }
        }
    }

    /// <summary>The largest difference between the two, relative to the largest gradient.</summary>
    public double Disagreement()
    {
        T* values = (T*)gradients.Pointer;
        Traced();
        double[] traced = [.. Enumerable.Range(0, dimension * Count).Select(index => double.CreateTruncating(values[index]))];
        double energySum = Enumerable.Range(0, Count).Sum(index => double.CreateTruncating(((T*)energies.Pointer)[index]));
        ByHand();
        double difference = 0;
        for (int index = 0; index < traced.Length; index++)
        {
            difference = Math.Max(difference, Math.Abs(traced[index] - double.CreateTruncating(values[index])));
        }

        double otherSum = Enumerable.Range(0, Count).Sum(index => double.CreateTruncating(((T*)energies.Pointer)[index]));
        return Math.Max(difference / traced.Max(Math.Abs), Math.Abs(energySum - otherSum) / Math.Abs(otherSum));
    }

    private static void Copy(T* source, int sourceStride, T* target, int targetStride, int rows, int columns)
    {
        for (int row = 0; row < rows; row++, source += sourceStride, target += targetStride)
        {
            for (int column = 0; column < columns; column += Vector512<T>.Count)
            {
                Vector512.Load(source + column).Store(target + column);
            }
        }
    }
}
