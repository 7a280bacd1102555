namespace Samovar.Compute.Kernels;

/// <summary>One row of a tile of C: a few vectors of adjacent columns that live in registers while the reduction runs.</summary>
/// <remarks>
/// A tile is a method with a fixed number of such rows as locals (<see cref="Tiles"/>). The compiler specialises it for each row type, promotes
/// the rows' fields to registers, and reaches the speed of a hand-written tile. Every implementation accumulates an element as the
/// same chain of fused multiply-adds, so all row types give the same bits.
/// </remarks>
internal unsafe interface IPanelRow<TSelf>
    where TSelf : struct, IPanelRow<TSelf>
{
    /// <summary>How many such rows fill the register file best.</summary>
    static abstract int TileHeight { get; }

    /// <summary>Reads a row of adjacent floats.</summary>
    static abstract TSelf Load(float* source);

    /// <summary>Adds scale · row to this row. The factor comes by address, so that it is broadcast by the load and not by a shuffle, which would
    /// take a slot from the multiply-adds; and the sum changes in place, so that the compiler picks the form that needs no copy.</summary>
    void MultiplyAdd(float* scale, TSelf row);

    /// <summary>Writes this row, or adds it to what is there.</summary>
    void Store(float* target, bool accumulate);
}
