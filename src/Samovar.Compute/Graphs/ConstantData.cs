namespace Samovar.Compute.Graphs;

/// <summary>A frozen matrix, row-major in double; equal by content, so that equal constants share one node.</summary>
internal sealed class ConstantData(int rows, int columns, double[] values) : IEquatable<ConstantData>
{
    private bool? symmetric;

    public int Rows { get; } = rows;

    public int Columns { get; } = columns;

    public double[] Values { get; } = values;

    /// <summary>True for a square matrix that equals its transpose to the last bit.</summary>
    public bool IsSymmetric => symmetric ??= EqualsItsTranspose();

    public bool Equals(ConstantData? other) =>
        other is not null && Rows == other.Rows && Columns == other.Columns
        && Values.AsSpan().SequenceEqual(other.Values);

    public override bool Equals(object? obj) => Equals(obj as ConstantData);

    public override int GetHashCode()
    {
        HashCode hash = default;
        hash.Add(Rows);
        hash.Add(Columns);
        foreach (double value in Values.AsSpan(0, Math.Min(Values.Length, 64)))
        {
            hash.Add(value);
        }

        return hash.ToHashCode();
    }

    private bool EqualsItsTranspose()
    {
        if (Rows != Columns)
        {
            return false;
        }

        for (int row = 1; row < Rows; row++)
        {
            for (int column = 0; column < row; column++)
            {
                if (Values[(row * Columns) + column] != Values[(column * Columns) + row])
                {
                    return false;
                }
            }
        }

        return true;
    }
}
