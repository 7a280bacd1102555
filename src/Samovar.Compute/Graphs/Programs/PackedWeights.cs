using Samovar.Compute.Kernels;

namespace Samovar.Compute.Graphs.Programs;

/// <summary>Right-hand sides of matrix products, rearranged once per run for the matrix kernels.</summary>
internal sealed unsafe class PackedWeights(MemoryMap map)
{
    private readonly Dictionary<(Traced Node, bool Transposed), (int Slot, AlignedMemory Memory)> packed = [];

    /// <summary>The table entry of a packed matrix; made on first request.</summary>
    public int SlotOf(Traced node, bool transposed, out bool isNew)
    {
        isNew = !packed.TryGetValue((node, transposed), out (int Slot, AlignedMemory Memory) entry);
        if (isNew)
        {
            (int k, int n) = Sizes(node, transposed);
            entry = (map.NewSlot(), new AlignedMemory(MatrixProduct.PackedLength(k, n) + 64));
            packed[(node, transposed)] = entry;
        }

        return entry.Slot;
    }

    public static (int K, int N) Sizes(Traced node, bool transposed) =>
        transposed ? (node.Shape.Columns, node.Shape.Rows) : (node.Shape.Rows, node.Shape.Columns);

    /// <summary>Writes the addresses into the pointer tables.</summary>
    public void Fill(PointerTables tables)
    {
        foreach ((int slot, AlignedMemory memory) in packed.Values)
        {
            tables.Set(slot, memory.Pointer);
        }
    }
}
