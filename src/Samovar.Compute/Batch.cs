namespace Samovar.Compute;

/// <summary>n points in d dimensions, row-major and contiguous: the only array type that crosses rooms.</summary>
public sealed class Batch
{
    private readonly float[] values;

    /// <summary>Allocates a batch of zeros.</summary>
    /// <param name="count">Number of points n, at least 0.</param>
    /// <param name="dimension">Number of coordinates d, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is out of range.</exception>
    public Batch(int count, int dimension)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        Count = count;
        Dimension = dimension;
        values = new float[checked(count * dimension)];
    }

    /// <summary>Number of points n.</summary>
    public int Count { get; }

    /// <summary>Number of coordinates d.</summary>
    public int Dimension { get; }

    /// <summary>All values, [n × d] row-major.</summary>
    public Span<float> Values => values;

    /// <summary>The memory behind <see cref="Values"/>, for work that crosses threads.</summary>
    public Memory<float> Memory => values;

    /// <summary>Coordinate <paramref name="column"/> of point <paramref name="row"/>.</summary>
    /// <param name="row">Point, 0 to n − 1.</param>
    /// <param name="column">Coordinate, 0 to d − 1.</param>
    public ref float this[int row, int column] => ref Row(row)[column];

    /// <summary>One point.</summary>
    /// <param name="row">Point, 0 to n − 1.</param>
    /// <returns>[d] its coordinates, writable.</returns>
    public Span<float> Row(int row) => values.AsSpan(row * Dimension, Dimension);

    /// <summary>Copies a range of points into a new batch.</summary>
    /// <param name="start">First point.</param>
    /// <param name="count">Number of points.</param>
    /// <returns>[count, d] an independent copy.</returns>
    public Batch Slice(int start, int count)
    {
        Batch slice = new(count, Dimension);
        values.AsSpan(start * Dimension, count * Dimension).CopyTo(slice.values);
        return slice;
    }

    /// <summary>Copies another batch of the same shape into this one.</summary>
    /// <param name="source">[n, d] the values to copy.</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public void CopyFrom(Batch source)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (source.Count != Count || source.Dimension != Dimension)
        {
            throw new ArgumentException(
                $"A batch of {source.Count} points in {source.Dimension} dimensions cannot be copied into one of {Count} points in {Dimension} dimensions.",
                nameof(source));
        }

        source.values.CopyTo(values, 0);
    }
}
