using Samovar.Compute.Kernels;

namespace Samovar.Compute.Graphs;

/// <summary>A trained matrix: its values and the gradient that the last backward pass left.</summary>
/// <remarks>Rows are padded to a multiple of 16 values; the padding stays zero. Owned by one network, written by one optimizer.</remarks>
public sealed class Parameter
{
    /// <summary>Creates a parameter of zeros.</summary>
    /// <param name="name">Name, unique within its network; used in checkpoints.</param>
    /// <param name="rows">Number of rows, at least 1.</param>
    /// <param name="columns">Number of columns, at least 1.</param>
    public Parameter(string name, int rows, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        Name = name;
        Rows = rows;
        Columns = columns;
        Stride = (columns + 15) / 16 * 16;
        Memory = new AlignedMemory((long)rows * Stride);
        GradientMemory = new AlignedMemory((long)rows * Stride);
    }

    /// <summary>Name, unique within its network.</summary>
    public string Name { get; }

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>Number of columns.</summary>
    public int Columns { get; }

    /// <summary>Floats from one row to the next.</summary>
    public int Stride { get; }

    /// <summary>Number of trained values, padding left out.</summary>
    public int Count => Rows * Columns;

    /// <summary>The padded values, [rows × stride].</summary>
    public AlignedMemory Memory { get; }

    /// <summary>The padded gradient, [rows × stride].</summary>
    public AlignedMemory GradientMemory { get; }

    /// <summary>One row of values.</summary>
    /// <param name="row">0 to rows − 1.</param>
    /// <returns>[columns] writable.</returns>
    public Span<float> Row(int row) => Memory.Span.Slice(row * Stride, Columns);

    /// <summary>One row of the gradient.</summary>
    /// <param name="row">0 to rows − 1.</param>
    /// <returns>[columns] writable.</returns>
    public Span<float> GradientRow(int row) => GradientMemory.Span.Slice(row * Stride, Columns);
}
