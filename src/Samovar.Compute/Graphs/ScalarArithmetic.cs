namespace Samovar.Compute.Graphs;

/// <summary>The meaning of each element-by-element primitive on plain numbers, and the identities used to simplify while tracing.</summary>
internal static class ScalarArithmetic
{
    public static double Apply(Operation operation, double a) => operation switch
    {
        Operation.Negate => -a,
        Operation.Abs => Math.Abs(a),
        Operation.Sqrt => Math.Sqrt(a),
        Operation.Exp => Math.Exp(a),
        Operation.Log => Math.Log(a),
        Operation.Log1p => Math.Abs(a) < 1e-5 ? a * (1 - (a * (0.5 - (a / 3)))) : Math.Log(1 + a),
        Operation.Sin => Math.Sin(a),
        Operation.Cos => Math.Cos(a),
        Operation.Tanh => Math.Tanh(a),
        Operation.Sigmoid => a >= 0 ? 1 / (1 + Math.Exp(-a)) : Math.Exp(a) / (1 + Math.Exp(a)),
        Operation.Softplus => Math.Max(a, 0) + Apply(Operation.Log1p, Math.Exp(-Math.Abs(a))),
        Operation.Detach or Operation.Broadcast => a,
        _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, "This primitive does not take one number."),
    };

    public static double Apply(Operation operation, double a, double b) => operation switch
    {
        Operation.Add => a + b,
        Operation.Subtract => a - b,
        Operation.Multiply => a * b,
        Operation.Divide => a / b,
        Operation.Minimum => Math.Min(a, b),
        Operation.Maximum => Math.Max(a, b),
        Operation.GreaterThan => a > b ? 1 : 0,
        _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, "This primitive does not take two numbers."),
    };

    public static double? Fold(Operation operation, double? a) => a is { } value ? Apply(operation, value) : null;

    public static double? Fold(Operation operation, double? a, double? b) =>
        a is { } left && b is { } right ? Apply(operation, left, right) : null;

    /// <summary>Applies x + 0, x − 0, x · 1, x · 0, x / 1 and their mirror images.</summary>
    public static Traced? Simplify(Graph graph, Operation operation, Traced left, Traced right, Shape shape) =>
        (operation, left.ScalarConstant, right.ScalarConstant) switch
        {
            (Operation.Add, 0.0, _) => graph.Broadcast(right, shape),
            (Operation.Add or Operation.Subtract, _, 0.0) => graph.Broadcast(left, shape),
            (Operation.Subtract, 0.0, _) => graph.Broadcast(graph.Unary(Operation.Negate, right), shape),
            (Operation.Multiply, 1.0, _) => graph.Broadcast(right, shape),
            (Operation.Multiply or Operation.Divide, _, 1.0) => graph.Broadcast(left, shape),
            (Operation.Multiply, -1.0, _) => graph.Broadcast(graph.Unary(Operation.Negate, right), shape),
            (Operation.Multiply, _, -1.0) => graph.Broadcast(graph.Unary(Operation.Negate, left), shape),
            (Operation.Multiply, 0.0, _) or (Operation.Multiply, _, 0.0) => graph.Broadcast(graph.Constant(0), shape),
            (Operation.Add, _, _) when right.Operation == Operation.Negate => graph.Binary(Operation.Subtract, left, right.Inputs[0]),
            (Operation.Subtract, _, _) when right.Operation == Operation.Negate => graph.Binary(Operation.Add, left, right.Inputs[0]),
            (Operation.Add, null, _) when ReferenceEquals(left, right) => graph.Binary(Operation.Multiply, left, graph.Constant(2)),
            (Operation.Multiply, { } factor, _) => Rescale(graph, right, factor),
            (Operation.Multiply, _, { } factor) => Rescale(graph, left, factor),
            (Operation.Multiply, _, _) => Gather(graph, left, right),
            _ => null,
        };

    /// <summary>Moves signs out of products, where sums absorb them, and constants to the first factor, where they meet other constants and are shared
    /// by the products of that factor.</summary>
    private static Traced? Gather(Graph graph, Traced left, Traced right)
    {
        if (left.Operation == Operation.Negate || right.Operation == Operation.Negate)
        {
            Traced product = graph.Binary(Operation.Multiply, Unsigned(left), Unsigned(right));
            return left.Operation == right.Operation ? product : graph.Unary(Operation.Negate, product);
        }

        if (right.Operation != Operation.Multiply || left.Shape.Columns > right.Shape.Columns)
        {
            return null;
        }

        (Traced first, Traced second) = (right.Inputs[0], right.Inputs[1]);
        return first.ScalarConstant is not null ? graph.Binary(Operation.Multiply, graph.Binary(Operation.Multiply, left, first), second)
            : second.ScalarConstant is not null ? graph.Binary(Operation.Multiply, graph.Binary(Operation.Multiply, left, second), first)
            : null;
    }

    private static Traced Unsigned(Traced value) => value.Operation == Operation.Negate ? value.Inputs[0] : value;

    /// <summary>c · (k · x) becomes (c·k) · x.</summary>
    private static Traced? Rescale(Graph graph, Traced value, double factor)
    {
        if (value.Operation != Operation.Multiply)
        {
            return null;
        }

        return (value.Inputs[0].ScalarConstant, value.Inputs[1].ScalarConstant) switch
        {
            ({ } inner, _) => graph.Binary(Operation.Multiply, value.Inputs[1], graph.Constant(inner * factor)),
            (_, { } inner) => graph.Binary(Operation.Multiply, value.Inputs[0], graph.Constant(inner * factor)),
            _ => null,
        };
    }
}
