namespace Samovar.Compute.Graphs;

/// <summary>A static computation, traced once. Equal subexpressions are one node from the start, and trivial arithmetic is folded away.</summary>
/// <remarks>Not safe for use from several threads while tracing.</remarks>
public sealed class Graph
{
    private readonly Dictionary<Key, Traced> known = [];
    private readonly List<Traced> nodes = [];

    /// <summary>The number of points of the running batch, as a value.</summary>
    /// <returns>[1, 1].</returns>
    public Traced BatchCount => Add(Operation.BatchCount, Shape.Scalar, [], null);

    internal IReadOnlyList<Traced> Nodes => nodes;

    /// <summary>Declares values that are handed in before each run.</summary>
    /// <param name="name">Name, unique within the graph.</param>
    /// <param name="columns">Number of features k, at least 1.</param>
    /// <returns>[n, k].</returns>
    public Traced Input(string name, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        return Add(Operation.Input, Shape.Batched(columns), [], name);
    }

    /// <summary>Brings a trained matrix into the graph.</summary>
    /// <param name="parameter">The matrix; its values are read anew at every run.</param>
    /// <returns>[rows, columns].</returns>
    public Traced Use(Parameter parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        return Add(Operation.Parameter, new Shape(parameter.Rows, parameter.Columns), [], parameter);
    }

    /// <summary>A frozen number.</summary>
    /// <param name="value">The number.</param>
    /// <returns>[1, 1].</returns>
    public Traced Constant(double value) => Constant(new ConstantData(1, 1, [value]));

    internal Traced Constant(ConstantData data) => Add(Operation.Constant, new Shape(data.Rows, data.Columns), [], data);

    internal Traced Unary(Operation operation, Traced value)
    {
        Own(value);
        if (operation == Operation.Negate && value.Operation == Operation.Negate)
        {
            return value.Inputs[0];
        }

        return ScalarArithmetic.Fold(operation, value.ScalarConstant) is { } folded
            ? Constant(folded)
            : Add(operation, value.Shape, [value], null);
    }

    internal Traced Binary(Operation operation, Traced left, Traced right)
    {
        Own(left);
        Own(right);
        Shape shape = Shape.Join(left.Shape, right.Shape);
        if (ScalarArithmetic.Fold(operation, left.ScalarConstant, right.ScalarConstant) is { } folded)
        {
            return Constant(folded);
        }

        return ScalarArithmetic.Simplify(this, operation, left, right, shape) ?? Add(operation, shape, [left, right], null);
    }

    internal Traced Select(Traced condition, Traced whenTrue, Traced whenFalse)
    {
        Own(condition);
        Own(whenTrue);
        Own(whenFalse);
        Shape shape = Shape.Join(condition.Shape, Shape.Join(whenTrue.Shape, whenFalse.Shape));
        return ReferenceEquals(whenTrue, whenFalse) && shape == whenTrue.Shape
            ? whenTrue
            : Add(Operation.Select, shape, [condition, whenTrue, whenFalse], null);
    }

    internal Traced Reduce(Operation operation, Traced value)
    {
        Own(value);
        if (operation == Operation.SumRows)
        {
            return value.Shape.Rows == 1 ? value : Add(operation, new Shape(1, value.Shape.Columns), [value], null);
        }

        return value.Shape.Columns == 1 ? value : Add(operation, new Shape(value.Shape.Rows, 1), [value], null);
    }

    internal Traced Broadcast(Traced value, Shape shape)
    {
        if (value.Shape == shape)
        {
            return value;
        }

        if (!value.Shape.FitsInto(shape))
        {
            throw new ArgumentException($"A value of shape {value.Shape} cannot be repeated to {shape}.", nameof(shape));
        }

        return Add(Operation.Broadcast, shape, [value], shape);
    }

    internal Traced Gather(Traced value, int[] columns)
    {
        Own(value);
        foreach (int column in columns)
        {
            if (column < 0 || column >= value.Shape.Columns)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(columns), column, $"Feature {column} was asked of a value of shape {value.Shape}. Features count from 0 to {value.Shape.Columns - 1}.");
            }
        }

        if (value.Operation == Operation.Stack && columns.Length == 1)
        {
            return value.Inputs[columns[0]];
        }

        bool identity = columns.Length == value.Shape.Columns && columns.Select((column, place) => column == place).All(same => same);
        return identity ? value : Add(Operation.GatherColumns, value.Shape with { Columns = columns.Length }, [value], columns);
    }

    /// <summary>Adds features of several values into places of a wider one.</summary>
    /// <param name="values">[n, mᵢ] each.</param>
    /// <param name="columns">Place of each feature of each value in turn; ~place to subtract instead.</param>
    /// <param name="width">Number of places k.</param>
    internal Traced Scatter(Traced[] values, int[] columns, int width) =>
        Add(Operation.ScatterColumns, values[0].Shape with { Columns = width }, values, columns);

    internal Traced Stack(Traced[] columns)
    {
        Shape shape = Shape.Scalar;
        foreach (Traced column in columns)
        {
            Own(column);
            shape = Shape.Join(shape, column.Shape);
            if (column.Shape.Columns != 1)
            {
                throw new ArgumentException($"Stack puts single features side by side; one of its values has shape {column.Shape}.", nameof(columns));
            }
        }

        return columns.Length == 1 ? columns[0] : Add(Operation.Stack, shape with { Columns = columns.Length }, [.. columns], null);
    }

    internal Traced Product(Traced left, Traced right, bool transposeLeft, bool transposeRight)
    {
        Own(left);
        Own(right);
        (int leftRows, int leftInner) = transposeLeft ? (left.Shape.Columns, left.Shape.Rows) : (left.Shape.Rows, left.Shape.Columns);
        (int rightInner, int rightColumns) = transposeRight ? (right.Shape.Columns, right.Shape.Rows) : (right.Shape.Rows, right.Shape.Columns);
        if (leftInner != rightInner)
        {
            throw new ArgumentException(
                $"Matrix product of {left.Shape}{(transposeLeft ? " transposed" : "")} and {right.Shape}{(transposeRight ? " transposed" : "")}: "
                + $"the inner sizes {leftInner} and {rightInner} differ.");
        }

        return !transposeLeft && right.Payload is ConstantData { IsSymmetric: true }
            ? ProductWithSymmetric(left, right)
            : Add(Operation.MatrixProduct, new Shape(leftRows, rightColumns), [left, right], (transposeLeft, transposeRight));
    }

    /// <summary>A frozen symmetric matrix is its own transpose, and factors of the whole product come out of it: so a quadratic form and its gradient
    /// share one product.</summary>
    private Traced ProductWithSymmetric(Traced left, Traced right) => left switch
    {
        { Operation: Operation.Negate } => Unary(Operation.Negate, ProductWithSymmetric(left.Inputs[0], right)),
        { Operation: Operation.Multiply, Inputs: [{ ScalarConstant: { } factor }, var rest] } when rest.Shape == left.Shape =>
            Binary(Operation.Multiply, Constant(factor), ProductWithSymmetric(rest, right)),
        { Operation: Operation.Multiply, Inputs: [var rest, { ScalarConstant: { } factor }] } when rest.Shape == left.Shape =>
            Binary(Operation.Multiply, ProductWithSymmetric(rest, right), Constant(factor)),
        _ => Add(Operation.MatrixProduct, left.Shape with { Columns = right.Shape.Columns }, [left, right], (false, true)),
    };

    private void Own(Traced value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (!ReferenceEquals(value.Graph, this))
        {
            throw new ArgumentException($"Value '{value}' was traced in another graph; values of two graphs cannot be combined.");
        }
    }

    private Traced Add(Operation operation, Shape shape, Traced[] inputs, object? payload)
    {
        Key key = new(operation, shape, inputs, payload);
        if (!known.TryGetValue(key, out Traced? node))
        {
            node = new Traced(this, nodes.Count, operation, shape, inputs, payload);
            nodes.Add(node);
            known.Add(key, node);
        }

        return node;
    }

    private readonly record struct Key(Operation Operation, Shape Shape, Traced[] Inputs, object? Payload)
    {
        public bool Equals(Key other) =>
            Operation == other.Operation && Shape == other.Shape && Inputs.AsSpan().SequenceEqual(other.Inputs)
            && (Payload is int[] columns && other.Payload is int[] others ? columns.AsSpan().SequenceEqual(others) : Equals(Payload, other.Payload));

        public override int GetHashCode()
        {
            HashCode hash = default;
            hash.Add(Operation);
            hash.Add(Shape);
            foreach (Traced input in Inputs)
            {
                hash.Add(input.Index);
            }

            if (Payload is int[] columns)
            {
                hash.AddBytes(System.Runtime.InteropServices.MemoryMarshal.AsBytes(columns.AsSpan()));
            }
            else
            {
                hash.Add(Payload);
            }

            return hash.ToHashCode();
        }
    }
}
