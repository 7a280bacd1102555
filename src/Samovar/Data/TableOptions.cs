namespace Samovar.Data;

/// <summary>What to do with a row that lacks a value.</summary>
public enum MissingValues
{
    /// <summary>Refuse the file, naming row and column.</summary>
    Refuse,

    /// <summary>Leave the row out, and count it.</summary>
    Drop,
}

/// <summary>What to do with a column that never changes.</summary>
public enum ConstantColumns
{
    /// <summary>Refuse the file, naming the column.</summary>
    Refuse,

    /// <summary>Leave the column out of learning and write it back with the draws.</summary>
    Restore,
}

/// <summary>The coordinates that learners see.</summary>
public enum Transform
{
    /// <summary>Every coordinate with mean 0 and standard deviation 1.</summary>
    Standardize,

    /// <summary>Principal components with mean 0 and standard deviation 1.</summary>
    Whiten,

    /// <summary>The numbers as they are.</summary>
    None,
}

/// <summary>A data file and how to read it.</summary>
public sealed record TableOptions
{
    /// <summary>Rows that each part of a table has at least: distances need two.</summary>
    internal const int LeastPart = 2;

    /// <summary>The held-out share of those who do not choose one.</summary>
    internal const double UsualHeldOut = 0.2;

    /// <summary>The file: comma-separated text in UTF-8 (.csv), or a matrix of float32 or float64 (.npy).</summary>
    public required string DataPath { get; init; }

    /// <summary>Rows that lack a value. Default refuse.</summary>
    public MissingValues Missing { get; init; } = MissingValues.Refuse;

    /// <summary>Columns that never change. Default refuse.</summary>
    public ConstantColumns Constant { get; init; } = ConstantColumns.Refuse;

    /// <summary>Names of columns to leave out altogether, separated by commas; null (default) for none.</summary>
    public string? Ignore { get; init; }

    /// <summary>Names of columns of numbers to treat as categories, separated by commas; null (default) for none. Columns with text are by themselves, unless it looks like a mistake.</summary>
    public string? Categorical { get; init; }

    /// <summary>The coordinates that learners see, measured on the training rows. Default standardize.</summary>
    public Transform Transform { get; init; } = Transform.Standardize;

    /// <summary>With whitening: how many principal components to keep; the rest is lost. Range [1, ∞); null (default) for all that carry variance.</summary>
    public int? Components
    {
        get;
        init => field = Require.That(value, value is null or >= 1, "At least one component is kept.");
    }

    /// <summary>Share of the rows that no learner sees, which leaves at least two rows on either side. Range (0, 0.9]. Default null: 0.2, of small tables two rows.</summary>
    public double? HeldOut
    {
        get;
        init => field = Require.That(value, value is null or (> 0 and <= 0.9), "The held-out share lies in (0, 0.9].");
    }

    /// <summary>Seed of the split; not the run's, so that runs are judged by the same rows. Default 1.</summary>
    public ulong SplitSeed { get; init; } = 1;

    /// <summary>Read a random choice of this many rows, for files that are too large. Range [4, ∞); null (default) for all.</summary>
    public int? Rows
    {
        get;
        init => field = Require.That(value, value is null or >= 2 * LeastPart, "At least 4 rows are read: 2 to learn from and 2 to judge by.");
    }
}
