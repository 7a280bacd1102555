using System.Globalization;
using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Runs;

namespace Samovar.Data;

/// <summary>Rows to learn from, in the coordinates that learners see, with rows held out to judge by. It has no log-density, so it is no target.</summary>
/// <remarks>
/// Rows come from a table, standardised and split, or from a <see cref="IDataSource"/>, which never runs dry and needs no transform. The split
/// depends on the options alone, so that runs with other seeds are judged by the same rows.
/// </remarks>
public sealed class DataSet
{
    private const int SourceRows = 10_000;

    private readonly IDataSource? source;

    /// <summary>Reads a file.</summary>
    /// <param name="options">The file and how to read it.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file cannot be learned from; the message names row and column.</exception>
    public DataSet(TableOptions options)
        : this(options, Table.Read(options))
    {
    }

    private DataSet(TableOptions options, Table table)
    {
        Name = Path.GetFileNameWithoutExtension(options.DataPath);
        Layout = table.Layout;
        (int[] training, int[] heldOut) = Split(table.Rows, options);
        Coordinates = Coordinates.Of(table.Values, training, table.Layout.Width, options.Transform, options.Components);
        string[] constant = [.. Coordinates.Constant.Select(number => Layout.Coordinates[number])];
        if (constant.Length == Layout.Width)
        {
            throw new InvalidDataException(
                $"'{options.DataPath}': the {training.Length} rows to learn from are all equal. Choose others with --option split-seed=N, hold out a smaller share, or add rows.");
        }

        Training = Coordinates.Apply(table.Values, training);
        HeldOut = Coordinates.Apply(table.Values, heldOut);
        Record = new DataRecord([.. table.Layout.Columns.Select(column => column.Record)], Coordinates.Name, Training.Count, HeldOut.Count, table.Dropped) { ConstantInTraining = constant };
    }

    private DataSet(IDataSource source)
    {
        this.source = source;
        Name = source.Name;
        Coordinates = Coordinates.Identity(source.Dimension);
        Training = new Batch(SourceRows, source.Dimension);
        HeldOut = new Batch(SourceRows, source.Dimension);
        source.Draw(Training, RandomStream.FromSeed(1).Named("training"));
        source.Draw(HeldOut, RandomStream.FromSeed(1).Named("held-out"));
    }

    /// <summary>Name for messages and reports.</summary>
    public string Name { get; }

    /// <summary>Number of coordinates d that learners see.</summary>
    public int Dimension => Training.Dimension;

    /// <summary>[n, d] rows to learn from; of a source, a sample to look at: <see cref="Draw"/> makes fresh ones.</summary>
    public Batch Training { get; }

    /// <summary>[m, d] rows that no learner sees.</summary>
    public Batch HeldOut { get; }

    /// <summary>True if <see cref="Draw"/> makes rows that were never drawn before; false if it repeats those of a table.</summary>
    public bool IsEndless => source is not null;

    /// <summary>The columns of the table in its own units; null for a source, whose units are those of the learner.</summary>
    public TableLayout? Layout { get; }

    /// <summary>How the learner's coordinates came from the numbers of the table.</summary>
    public Coordinates Coordinates { get; }

    /// <summary>What a run remembers of the table; null for a source.</summary>
    public DataRecord? Record { get; }

    /// <summary>A data set drawn from a source.</summary>
    /// <param name="source">The source.</param>
    public static DataSet Of(IDataSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return new DataSet(source);
    }

    /// <summary>A minibatch: fresh draws of a source, or training rows of a table with replacement.</summary>
    /// <param name="destination">[n, d] overwritten.</param>
    /// <param name="random">Source of randomness; advanced.</param>
    public void Draw(Batch destination, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(destination);
        ArgumentNullException.ThrowIfNull(random);
        if (source is not null)
        {
            source.Draw(destination, random);
            return;
        }

        for (int row = 0; row < destination.Count; row++)
        {
            Copy(Training.Row(random.NextInt(Training.Count)), destination.Row(row));
        }
    }

    /// <summary>Names of the columns of <see cref="Decode"/>: those of the table, or x1, x2 and so on.</summary>
    public IReadOnlyList<string> ColumnNames => Layout is null
        ? [.. Enumerable.Range(1, Dimension).Select(column => $"x{column}")]
        : [.. Layout.Columns.Select(column => column.Name)];

    /// <summary>A point as a row of the table, in its own columns and units.</summary>
    /// <param name="point">[d] coordinates.</param>
    /// <returns>One text for each of <see cref="ColumnNames"/>.</returns>
    public string[] Decode(ReadOnlySpan<float> point)
    {
        if (Layout is null)
        {
            string[] plain = new string[Dimension];
            for (int column = 0; column < Dimension; column++)
            {
                plain[column] = point[column].ToString("R", CultureInfo.InvariantCulture);
            }

            return plain;
        }

        double[] numbers = new double[Layout.Width];
        Coordinates.Undo(point, numbers);
        return Layout.Decode(numbers, Coordinates);
    }

    /// <summary>Reads rows of another file of the same columns, such as rows to score.</summary>
    /// <param name="path">The file; columns that were not learned from are passed over.</param>
    /// <returns>[n, d] its rows in the coordinates of the learner.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">A column is missing, or a value cannot be used; the message names row and column.</exception>
    public Batch ReadMore(string path)
    {
        TableLayout layout = Layout ?? new TableLayout([.. ColumnNames.Select(name => new TableColumn(name, ColumnKind.Number, []))]);
        double[] values = Table.ReadLike(layout, path);
        return Coordinates.Apply(values, [.. Enumerable.Range(0, values.Length / layout.Width)]);
    }

    /// <summary>Rows to judge by: fresh draws of a source; of a table its held-out rows in random order, as many as there are.</summary>
    /// <param name="count">Number of rows wanted, at least 1.</param>
    /// <param name="random">Source of randomness; advanced.</param>
    /// <returns>[n, d] with n = count, or the number of held-out rows if that is smaller.</returns>
    public Batch DrawHeldOut(int count, RandomStream random) => Unseen(HeldOut, count, random);

    /// <summary>Rows that learners may see, for the floor of a metric: fresh draws of a source; of a table its training rows in random order.</summary>
    /// <param name="count">Number of rows wanted, at least 1.</param>
    /// <param name="random">Source of randomness; advanced.</param>
    /// <returns>[n, d] with n = count, or the number of training rows if that is smaller.</returns>
    public Batch DrawSeen(int count, RandomStream random) => Unseen(Training, count, random);

    /// <summary>Some training rows, to measure what all would take too long for: of a table evenly spaced, as files may be sorted.</summary>
    /// <param name="most">Largest number of rows, at least 1.</param>
    /// <returns>[n, d], n at most <paramref name="most"/>.</returns>
    internal Batch Sample(int most)
    {
        if (source is not null || Training.Count <= most)
        {
            return Training.Slice(0, Math.Min(most, Training.Count));
        }

        Batch sample = new(most, Dimension);
        for (int row = 0; row < most; row++)
        {
            Copy(Training.Row((int)((long)row * Training.Count / most)), sample.Row(row));
        }

        return sample;
    }

    /// <summary>What else is known about the law of the rows, or null; of tables nothing.</summary>
    /// <typeparam name="T">A capability interface such as <see cref="IHasCentres"/>.</typeparam>
    public T? Capability<T>()
        where T : class => source?.Capability<T>();

    private Batch Unseen(Batch rows, int count, RandomStream random)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentNullException.ThrowIfNull(random);
        Batch drawn = new(source is null ? Math.Min(count, rows.Count) : count, Dimension);
        if (source is not null)
        {
            source.Draw(drawn, random);
            return drawn;
        }

        // The beginning of a shuffle, of which only the places that were touched are written down: tables may be far longer than what is drawn.
        Dictionary<int, int> moved = new(2 * drawn.Count);
        for (int row = 0; row < drawn.Count; row++)
        {
            int other = row + random.NextInt(rows.Count - row);
            Copy(rows.Row(moved.GetValueOrDefault(other, other)), drawn.Row(row));
            moved[other] = moved.GetValueOrDefault(row, row);
        }

        return drawn;
    }

    /// <summary>Rows to train on and rows to hold out, in the order of the file; at least two of either.</summary>
    private static (int[] Training, int[] HeldOut) Split(int rows, TableOptions options)
    {
        int[] order = Shuffled(rows, RandomStream.FromSeed(options.SplitSeed).Named("split"));
        int heldOut = HeldOutRows(rows, options);
        return ([.. order[heldOut..].Order()], [.. order[..heldOut].Order()]);
    }

    private static int HeldOutRows(int rows, TableOptions options)
    {
        int wanted = (int)Math.Round(rows * (options.HeldOut ?? TableOptions.UsualHeldOut));
        if (options.HeldOut is null)
        {
            return Math.Max(wanted, TableOptions.LeastPart);
        }

        return wanted >= TableOptions.LeastPart && rows - wanted >= TableOptions.LeastPart
            ? wanted
            : throw new InvalidDataException(FormattableString.Invariant(
                $"'{options.DataPath}': a held-out share of {options.HeldOut} parts its {rows} rows into {rows - wanted} to learn from and {wanted} to judge by; either needs {TableOptions.LeastPart}. ")
                + "Choose another share with --option held-out=SHARE, or leave the option out.");
    }

    private static int[] Shuffled(int count, RandomStream random)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        for (int place = 0; place < count - 1; place++)
        {
            int other = place + random.NextInt(count - place);
            (order[place], order[other]) = (order[other], order[place]);
        }

        return order;
    }

    // A plain loop: a runtime copy after 512-bit code costs more than the row (decision 0005).
    private static void Copy(ReadOnlySpan<float> from, Span<float> to)
    {
        for (int column = 0; column < to.Length; column++)
        {
            to[column] = from[column];
        }
    }
}
