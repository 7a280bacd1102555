using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Samovar.Compute.Kernels;

/// <summary>The panel of B that a product reads, and what later products will read.</summary>
/// <param name="present">The panel.</param>
/// <param name="next">The next panel.</param>
/// <param name="nextLeft">The next part of A where its elements lie scattered, null elsewhere.</param>
internal readonly unsafe struct PanelPair(float* present, float* next, float* nextLeft)
{
    public readonly float* Present = present;
    public readonly float* Next = next;
    public readonly float* NextLeft = nextLeft;
}

/// <summary>Which addresses a tile fetches into the second-level cache while it runs, one at each step of its reduction.</summary>
/// <remarks>
/// All tiles of a panel together fetch the next panel; the first of its tiles would otherwise wait for all of it. Where tiles are left, they fetch the rows of
/// the next part of Aᵀ. Fetching never faults.
/// </remarks>
[StructLayout(LayoutKind.Auto)]
internal readonly unsafe struct FetchAhead(byte* start, nint step)
{
    private const int Line = PanelLayout.Vector * sizeof(float);

    public readonly byte* Start = start;
    public readonly nint Step = step;

    /// <summary>The share of one tile.</summary>
    /// <param name="panels">What comes next.</param>
    /// <param name="strides">Steps of the present product.</param>
    /// <param name="rows">Steps of the reduction.</param>
    /// <param name="tile">Number of the tile.</param>
    /// <param name="tiles">Tiles of the panel.</param>
    public static FetchAhead For<TRow>(in PanelPair panels, in TileStrides strides, int rows, int tile, int tiles)
    {
        int bytes = Unsafe.SizeOf<TRow>();
        byte* next = (byte*)panels.Next;
        if (strides.BRow * sizeof(float) == bytes)
        {
            nint step = (bytes + tiles - 1) / tiles;
            return new FetchAhead(next + (tile * step * rows), step);
        }

        int vectors = bytes / Line;
        return tile >= vectors && panels.NextLeft is not null
            ? new FetchAhead((byte*)panels.NextLeft + (Line * (tile - vectors)), strides.AColumn * sizeof(float))
            : new FetchAhead(next + (Line * (tile % vectors)), strides.BRow * sizeof(float));
    }
}
