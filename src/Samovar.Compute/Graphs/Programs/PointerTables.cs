using Samovar.Compute.Kernels;

namespace Samovar.Compute.Graphs.Programs;

/// <summary>Where a value of one block of rows lies in the scratch memory of a worker.</summary>
/// <param name="Slot">Entry of the pointer table.</param>
/// <param name="Offset">Floats from the start of the scratch memory.</param>
/// <param name="Stride">Floats from one row to the next.</param>
internal readonly record struct ScratchPlace(int Slot, long Offset, int Stride);

/// <summary>The pointer table of a program, and a copy with scratch memory for each worker.</summary>
/// <remarks>
/// Most values of a row-parallel phase are dead when its block of rows is done. They live in scratch memory of a single block, which stays in the cache,
/// instead of memory for all rows, which does not. The pointers are moved so that row r of the batch is found at its usual distance.
/// </remarks>
internal sealed unsafe class PointerTables
{
    private readonly AlignedMemory main;
    private readonly AlignedMemory[] tables;
    private readonly AlignedMemory[] scratch;
    private readonly ScratchPlace[] places;
    private readonly int[] busy;

    /// <summary>Makes empty tables.</summary>
    /// <param name="slots">Entries of a table.</param>
    /// <param name="workers">How many blocks run at once, at most.</param>
    /// <param name="places">The values in scratch memory.</param>
    /// <param name="scratchLength">Floats of scratch memory for each worker.</param>
    public PointerTables(int slots, int workers, IEnumerable<ScratchPlace> places, long scratchLength)
    {
        long length = (long)slots * (sizeof(nint) / sizeof(float));
        main = new AlignedMemory(length);
        tables = [.. Enumerable.Range(0, workers).Select(_ => new AlignedMemory(length))];
        scratch = [.. Enumerable.Range(0, workers).Select(_ => new AlignedMemory(Math.Max(16, scratchLength)))];
        this.places = [.. places];
        busy = new int[workers];
    }

    /// <summary>The table without scratch memory.</summary>
    public nint* Main => (nint*)main.Pointer;

    /// <summary>Sets an entry everywhere.</summary>
    public void Set(int slot, void* address)
    {
        Main[slot] = (nint)address;
        foreach (AlignedMemory table in tables)
        {
            ((nint*)table.Pointer)[slot] = (nint)address;
        }
    }

    /// <summary>Takes a table whose scratch memory stands for a block of rows.</summary>
    /// <param name="firstRow">First row of the block.</param>
    /// <returns>The number of the table, for <see cref="this"/> and <see cref="Return"/>.</returns>
    public int Rent(int firstRow)
    {
        int worker = 0;
        while (Interlocked.CompareExchange(ref busy[worker], 1, 0) != 0)
        {
            worker = (worker + 1) % busy.Length;
        }

        nint* table = this[worker];
        float* start = scratch[worker].Pointer;
        foreach (ScratchPlace place in places)
        {
            table[place.Slot] = (nint)(start + place.Offset - ((long)firstRow * place.Stride));
        }

        return worker;
    }

    /// <summary>A rented table.</summary>
    public nint* this[int worker] => (nint*)tables[worker].Pointer;

    /// <summary>Gives a table back.</summary>
    public void Return(int worker) => Volatile.Write(ref busy[worker], 0);
}
