using System.Runtime.CompilerServices;

namespace Samovar.Compute.Kernels;

/// <summary>The panel of B that a product reads, and the one that the next product will read.</summary>
internal readonly unsafe struct PanelPair(float* present, float* next)
{
    public readonly float* Present = present;
    public readonly float* Next = next;
}

/// <summary>Which addresses a tile fetches into the second-level cache while it runs, one at each step of its reduction.</summary>
/// <remarks>All tiles of a panel together fetch the next panel; the first of its tiles would otherwise wait for all of it. Fetching never faults.</remarks>
internal readonly unsafe struct FetchAhead(byte* start, nint step)
{
    public readonly byte* Start = start;
    public readonly nint Step = step;

    /// <summary>The share of one tile.</summary>
    /// <param name="next">The next panel.</param>
    /// <param name="rowStride">Floats from row to row of it.</param>
    /// <param name="rows">Steps of the reduction.</param>
    /// <param name="tile">Number of the tile.</param>
    /// <param name="tiles">Tiles of the panel.</param>
    public static FetchAhead For<TRow>(float* next, nint rowStride, int rows, int tile, int tiles)
    {
        int bytes = Unsafe.SizeOf<TRow>();
        if (rowStride * sizeof(float) == bytes)
        {
            nint step = (bytes + tiles - 1) / tiles;
            return new FetchAhead((byte*)next + (tile * step * rows), step);
        }

        int line = PanelLayout.Vector * sizeof(float) * (tile % (bytes / (PanelLayout.Vector * sizeof(float))));
        return new FetchAhead((byte*)next + line, rowStride * sizeof(float));
    }
}
