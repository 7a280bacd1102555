using System.Numerics;
using System.Runtime.CompilerServices;
using Samovar.Compute.Kernels;

namespace Samovar.Compute.Graphs.Programs;

/// <summary>The memory of one thread that runs a <see cref="LaneProgram{T}"/>.</summary>
/// <typeparam name="T">float or double.</typeparam>
public sealed unsafe class LaneMemory<T>
    where T : unmanaged, INumber<T>
{
    private readonly AlignedMemory values;
    private readonly AlignedMemory table;
    private readonly AlignedMemory indices;
    private long indexCount;

    internal LaneMemory(long length, int slots, int indexLength)
    {
        values = new AlignedMemory(Math.Max(16, length * Unsafe.SizeOf<T>() / sizeof(float)));
        table = new AlignedMemory(Math.Max(1, slots) * (sizeof(nint) / sizeof(float)));
        indices = new AlignedMemory(Math.Max(1, indexLength) * (sizeof(nint) / sizeof(float)));
    }

    internal nint* Table => (nint*)table.Pointer;

    internal void Place(int slot, long offset) => Table[slot] = (nint)((T*)values.Pointer + offset);

    internal void PlaceIndices(int slot, ReadOnlySpan<nint> offsets)
    {
        nint* start = (nint*)indices.Pointer + indexCount;
        offsets.CopyTo(new Span<nint>(start, offsets.Length));
        Table[slot] = (nint)start;
        indexCount += offsets.Length;
    }
}
