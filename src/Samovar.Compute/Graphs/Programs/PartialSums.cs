using Samovar.Compute.Kernels;

namespace Samovar.Compute.Graphs.Programs;

/// <summary>Sums over points, taken in two steps: over each block of rows while it is in the cache, then over the blocks in order.</summary>
/// <param name="map">Receives the table entries.</param>
/// <param name="count">Number of points.</param>
internal sealed unsafe class PartialSums(MemoryMap map, int count)
{
    private const int BlockRows = NetworkProgram.BlockRows;

    private readonly Dictionary<Traced, (int Slot, AlignedMemory Memory)> partial = [];

    /// <summary>The first step of a sum, for one block of rows.</summary>
    /// <param name="node">A <see cref="Operation.SumRows"/> of a batched value.</param>
    public RangeAction Block(Traced node)
    {
        Place x = map[node.Inputs[0]];
        int columns = node.Shape.Columns;
        int padded = (columns + 15) / 16 * 16;
        int slot = map.NewSlot();
        partial[node] = (slot, new AlignedMemory((long)(count + BlockRows - 1) / BlockRows * padded));
        return (table, start, end) => ColumnSums.Block(
            (float*)table[x.Slot] + ((long)start * x.Stride), end - start, columns, x.Stride, (float*)table[slot] + ((long)(start / BlockRows) * padded));
    }

    /// <summary>The second step; null where there was no first.</summary>
    public RangeAction? Total(Traced node)
    {
        if (!partial.TryGetValue(node, out (int Slot, AlignedMemory Memory) blocks))
        {
            return null;
        }

        int columns = node.Shape.Columns;
        int padded = (columns + 15) / 16 * 16;
        int sum = map[node].Slot;
        int rows = (count + BlockRows - 1) / BlockRows;
        return (table, _, _) => ColumnSums.Block((float*)table[blocks.Slot], rows, columns, padded, (float*)table[sum]);
    }

    /// <summary>Writes the addresses into the pointer tables.</summary>
    public void Fill(PointerTables tables)
    {
        foreach ((int slot, AlignedMemory memory) in partial.Values)
        {
            tables.Set(slot, memory.Pointer);
        }
    }
}
