using System.Numerics;
using System.Runtime.CompilerServices;
using Samovar.Compute.Kernels;

namespace Samovar.Compute.Graphs.Programs;

/// <summary>Values that never change: constants, the number of points, and what is computed from them alone. Computed in double when a program is made.</summary>
/// <typeparam name="T">float or double.</typeparam>
internal sealed unsafe class FrozenValues<T>
    where T : unmanaged, INumber<T>
{
    private readonly List<(int Slot, AlignedMemory Memory)> blocks = [];

    /// <summary>Lays out every frozen node that a step reads from memory, rows padded to 16 elements.</summary>
    /// <param name="schedule">The steps that read them.</param>
    /// <param name="map">Receives their places.</param>
    /// <param name="count">Number of points of every run.</param>
    public FrozenValues(Schedule schedule, MemoryMap map, int count)
    {
        IEnumerable<Traced> read = schedule.Steps.SelectMany(step => step.Nodes).SelectMany(node => node.Inputs).Concat(schedule.Outputs);
        foreach (Traced node in read.Where(Schedule.IsFrozen).Distinct())
        {
            double[,] value = new ReferenceEvaluator(count).Evaluate(node);
            int stride = node.Shape.Columns == 1 && node.Shape.Rows == 1 ? 1 : (node.Shape.Columns + 15) / 16 * 16;
            blocks.Add((map.Add(node, stride).Slot, Copy(value, stride)));
        }
    }

    /// <summary>Writes the addresses into a pointer table.</summary>
    public void Fill(PointerTables tables) => blocks.ForEach(block => tables.Set(block.Slot, block.Memory.Pointer));

    /// <inheritdoc cref="Fill(PointerTables)"/>
    public void Fill(nint* table) => blocks.ForEach(block => table[block.Slot] = (nint)block.Memory.Pointer);

    private static AlignedMemory Copy(double[,] value, int stride)
    {
        long length = (long)value.GetLength(0) * stride * Unsafe.SizeOf<T>() / sizeof(float);
        AlignedMemory memory = new(Math.Max(16, length));
        T* target = (T*)memory.Pointer;
        for (int row = 0; row < value.GetLength(0); row++)
        {
            for (int column = 0; column < value.GetLength(1); column++)
            {
                target[(row * stride) + column] = T.CreateTruncating(value[row, column]);
            }
        }

        return memory;
    }
}
