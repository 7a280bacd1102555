namespace Samovar.Compute.Graphs;

/// <summary>The shape of a traced value: rows by columns, where the number of rows is either fixed or that of the running batch.</summary>
/// <param name="Rows">Number of rows; <see cref="PerPoint"/> stands for one row per point.</param>
/// <param name="Columns">Number of features, at least 1.</param>
public readonly record struct Shape(int Rows, int Columns)
{
    /// <summary>Marks one row per point of the batch.</summary>
    public const int PerPoint = -1;

    /// <summary>[1, 1].</summary>
    public static Shape Scalar => new(1, 1);

    /// <summary>Whether there is one row per point.</summary>
    public bool IsBatched => Rows == PerPoint;

    /// <summary>[n, k] for a batch.</summary>
    /// <param name="columns">k, at least 1.</param>
    public static Shape Batched(int columns) => new(PerPoint, columns);

    /// <inheritdoc/>
    public override string ToString() => IsBatched ? $"[n, {Columns}]" : $"[{Rows}, {Columns}]";

    /// <summary>The shape of an element-by-element operation on two values, either of which may have one row or one column.</summary>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    internal static Shape Join(Shape left, Shape right) =>
        new(JoinRows(left, right), JoinColumns(left, right));

    internal bool FitsInto(Shape larger) =>
        (Rows == larger.Rows || Rows == 1) && (Columns == larger.Columns || Columns == 1);

    private static int JoinRows(Shape left, Shape right)
    {
        if (left.Rows == right.Rows || right.Rows == 1)
        {
            return left.Rows;
        }

        return left.Rows == 1 ? right.Rows : throw Mismatch(left, right);
    }

    private static int JoinColumns(Shape left, Shape right)
    {
        if (left.Columns == right.Columns || right.Columns == 1)
        {
            return left.Columns;
        }

        return left.Columns == 1 ? right.Columns : throw Mismatch(left, right);
    }

    private static ArgumentException Mismatch(Shape left, Shape right) => new(
        $"Values of shape {left} and {right} cannot be combined element by element. Either the shapes agree, or one side has a single row or a single column.");
}
