namespace Samovar.Compute.Graphs;

/// <summary>Runs a graph one node at a time in double precision: the slow twin that every compiled program is tested against, and the path of gradient checks.</summary>
public sealed class ReferenceEvaluator
{
    private readonly Dictionary<Traced, double[,]> values = [];
    private readonly int count;

    /// <summary>Prepares an evaluation.</summary>
    /// <param name="count">Number of points n.</param>
    public ReferenceEvaluator(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        this.count = count;
    }

    /// <summary>Hands in the values of an input.</summary>
    /// <param name="input">A node made by <see cref="Graph.Input"/>.</param>
    /// <param name="value">[n, k].</param>
    /// <returns>This evaluator.</returns>
    public ReferenceEvaluator With(Traced input, double[,] value)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(value);
        if (value.GetLength(0) != count || value.GetLength(1) != input.Shape.Columns)
        {
            throw new ArgumentException($"Input '{input.Payload}' takes [{count}, {input.Shape.Columns}]; it was given [{value.GetLength(0)}, {value.GetLength(1)}].", nameof(value));
        }

        values[input] = value;
        return this;
    }

    /// <summary>The value of a node.</summary>
    /// <param name="node">Any node whose inputs were handed in.</param>
    /// <returns>[rows, columns] its value.</returns>
    public double[,] Evaluate(Traced node)
    {
        ArgumentNullException.ThrowIfNull(node);
        foreach (Traced ancestor in Ancestry.Of([node]))
        {
            if (!values.ContainsKey(ancestor))
            {
                values[ancestor] = Compute(ancestor);
            }
        }

        return values[node];
    }

    private double[,] Compute(Traced node) => node.Operation switch
    {
        Operation.Input => throw new InvalidOperationException($"Input '{node.Payload}' was not handed in."),
        Operation.Parameter => Fill(node, (row, column) => ((Parameter)node.Payload!).Row(row)[column]),
        Operation.Constant => Fill(node, (row, column) => ((ConstantData)node.Payload!).Values[(row * node.Shape.Columns) + column]),
        Operation.BatchCount => new double[,] { { count } },
        Operation.Select => Fill(node, (row, column) => At(node.Inputs[0], row, column) != 0 ? At(node.Inputs[1], row, column) : At(node.Inputs[2], row, column)),
        Operation.SumColumns => Fill(node, (row, _) => Columns(node.Inputs[0]).Sum(column => At(node.Inputs[0], row, column))),
        Operation.MaxColumns => Fill(node, (row, _) => Columns(node.Inputs[0]).Max(column => At(node.Inputs[0], row, column))),
        Operation.SumRows => Fill(node, (_, column) => Enumerable.Range(0, values[node.Inputs[0]].GetLength(0)).Sum(row => At(node.Inputs[0], row, column))),
        Operation.GatherColumns => Fill(node, (row, column) => At(node.Inputs[0], row, node.Columns[column])),
        Operation.ScatterColumns => Fill(node, (row, column) => Scattered(node, row, column)),
        Operation.Stack => Fill(node, (row, column) => At(node.Inputs[column], row, 0)),
        Operation.MatrixProduct => Fill(node, (row, column) => Product(node, row, column)),
        _ when node.Inputs.Length == 1 => Fill(node, (row, column) => ScalarArithmetic.Apply(node.Operation, At(node.Inputs[0], row, column))),
        _ => Fill(node, (row, column) => ScalarArithmetic.Apply(node.Operation, At(node.Inputs[0], row, column), At(node.Inputs[1], row, column))),
    };

    private double Scattered(Traced node, int row, int column)
    {
        double sum = 0;
        int offset = 0;
        foreach (Traced input in node.Inputs)
        {
            for (int feature = 0; feature < input.Shape.Columns; feature++, offset++)
            {
                int place = node.Columns[offset];
                sum += place == column ? At(input, row, feature) : ~place == column ? -At(input, row, feature) : 0;
            }
        }

        return sum;
    }

    private double Product(Traced node, int row, int column)
    {
        (bool left, bool right) = ((bool, bool))node.Payload!;
        double[,] a = values[node.Inputs[0]];
        double[,] b = values[node.Inputs[1]];
        double sum = 0;
        for (int inner = 0; inner < a.GetLength(left ? 0 : 1); inner++)
        {
            sum += (left ? a[inner, row] : a[row, inner]) * (right ? b[column, inner] : b[inner, column]);
        }

        return sum;
    }

    private double[,] Fill(Traced node, Func<int, int, double> element)
    {
        double[,] result = new double[node.Shape.IsBatched ? count : node.Shape.Rows, node.Shape.Columns];
        for (int row = 0; row < result.GetLength(0); row++)
        {
            for (int column = 0; column < result.GetLength(1); column++)
            {
                result[row, column] = element(row, column);
            }
        }

        return result;
    }

    private double At(Traced node, int row, int column)
    {
        double[,] value = values[node];
        return value[value.GetLength(0) == 1 ? 0 : row, value.GetLength(1) == 1 ? 0 : column];
    }

    private static IEnumerable<int> Columns(Traced node) => Enumerable.Range(0, node.Shape.Columns);
}
