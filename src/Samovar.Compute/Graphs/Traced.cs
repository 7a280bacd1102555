using System.Diagnostics.CodeAnalysis;

namespace Samovar.Compute.Graphs;

/// <summary>A value of a static graph: what a network, a loss or an energy computes with while it is traced.</summary>
/// <remarks>
/// Ordinary operators record the computation instead of doing it. Shapes: [n, k] for k features of each of n points, [1, k], [1, 1] or [r, c] for
/// values shared by all points. Element-by-element operations repeat single rows and columns. Anything that changes between runs must be an input;
/// a C# number met while tracing is frozen.
/// </remarks>
[SuppressMessage("Usage", "CA2225:Operator overloads have named alternates", Justification = "Named forms are in TracedMath.")]
public sealed class Traced
{
    internal Traced(Graph graph, int index, Operation operation, Shape shape, Traced[] inputs, object? payload)
    {
        Graph = graph;
        Index = index;
        Operation = operation;
        Shape = shape;
        Inputs = inputs;
        Payload = payload;
    }

    /// <summary>Rows and columns.</summary>
    public Shape Shape { get; }

    /// <summary>What computes this value.</summary>
    public Operation Operation { get; }

    internal Graph Graph { get; }

    internal int Index { get; }

    internal Traced[] Inputs { get; }

    internal object? Payload { get; }

    internal int[] Columns => (int[])Payload!;

    internal bool IsLeaf => Operation is Operation.Input or Operation.Parameter or Operation.Constant or Operation.BatchCount;

    internal double? ScalarConstant =>
        Operation == Operation.Constant && Shape == Shape.Scalar ? ((ConstantData)Payload!).Values[0] : null;

    /// <summary>One feature of every point.</summary>
    /// <param name="column">Feature, 0 to k − 1.</param>
    /// <returns>[n, 1] the feature.</returns>
    public Traced this[int column] => Graph.Gather(this, [column]);

    /// <summary>Neighbouring features of every point.</summary>
    /// <param name="range">Which features; the end is left out.</param>
    /// <returns>[n, length] the features.</returns>
    public Traced this[Range range]
    {
        get
        {
            (int offset, int length) = range.GetOffsetAndLength(Shape.Columns);
            return Graph.Gather(this, Enumerable.Range(offset, length).ToArray());
        }
    }

    /// <summary>A row of constants in the graph of this value.</summary>
    /// <param name="values">[k] the numbers, frozen.</param>
    /// <returns>[1, k].</returns>
    public Traced Row(params double[] values) => Graph.Constant(new ConstantData(1, values.Length, values));

    /// <summary>A trained matrix in the graph of this value.</summary>
    /// <param name="parameter">The matrix; its values are read anew at every run.</param>
    /// <returns>[rows, columns].</returns>
    public Traced Use(Parameter parameter) => Graph.Use(parameter);

    /// <summary>A matrix of constants in the graph of this value.</summary>
    /// <param name="values">[r, c] the numbers, frozen.</param>
    /// <returns>[r, c].</returns>
    public Traced Matrix(double[,] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return Graph.Constant(new ConstantData(values.GetLength(0), values.GetLength(1), values.Cast<double>().ToArray()));
    }

    /// <summary>A number as a traced constant; takes its graph from the other operand.</summary>
    public static Traced operator +(Traced left, double right) => left + left.Graph.Constant(right);

    /// <inheritdoc cref="op_Addition(Traced, double)"/>
    public static Traced operator +(double left, Traced right) => right.Graph.Constant(left) + right;

    /// <summary>Sum, element by element.</summary>
    public static Traced operator +(Traced left, Traced right) => left.Graph.Binary(Operation.Add, left, right);

    /// <inheritdoc cref="op_Addition(Traced, double)"/>
    public static Traced operator -(Traced left, double right) => left - left.Graph.Constant(right);

    /// <inheritdoc cref="op_Addition(Traced, double)"/>
    public static Traced operator -(double left, Traced right) => right.Graph.Constant(left) - right;

    /// <summary>Difference, element by element.</summary>
    public static Traced operator -(Traced left, Traced right) => left.Graph.Binary(Operation.Subtract, left, right);

    /// <inheritdoc cref="op_Addition(Traced, double)"/>
    public static Traced operator *(Traced left, double right) => left * left.Graph.Constant(right);

    /// <inheritdoc cref="op_Addition(Traced, double)"/>
    public static Traced operator *(double left, Traced right) => right.Graph.Constant(left) * right;

    /// <summary>Product, element by element.</summary>
    public static Traced operator *(Traced left, Traced right) => left.Graph.Binary(Operation.Multiply, left, right);

    /// <inheritdoc cref="op_Addition(Traced, double)"/>
    public static Traced operator /(Traced left, double right) => left * (1 / right);

    /// <inheritdoc cref="op_Addition(Traced, double)"/>
    public static Traced operator /(double left, Traced right) => right.Graph.Constant(left) / right;

    /// <summary>Quotient, element by element.</summary>
    public static Traced operator /(Traced left, Traced right) => left.Graph.Binary(Operation.Divide, left, right);

    /// <summary>The negative.</summary>
    public static Traced operator -(Traced value) => value.Graph.Unary(Operation.Negate, value);

    /// <summary>1 where the left side is larger, otherwise 0; for <see cref="TracedMath.Where(Traced, Traced, Traced)"/>.</summary>
    public static Traced operator >(Traced left, Traced right) => left.Graph.Binary(Operation.GreaterThan, left, right);

    /// <summary>1 where the left side is smaller, otherwise 0; for <see cref="TracedMath.Where(Traced, Traced, Traced)"/>.</summary>
    public static Traced operator <(Traced left, Traced right) => right > left;

    /// <inheritdoc cref="op_GreaterThan(Traced, Traced)"/>
    public static Traced operator >(Traced left, double right) => left > left.Graph.Constant(right);

    /// <inheritdoc cref="op_LessThan(Traced, Traced)"/>
    public static Traced operator <(Traced left, double right) => left.Graph.Constant(right) > left;

    /// <summary>Refused: a traced value has no truth value while the graph is recorded.</summary>
    [Obsolete("A traced value is not known while the energy is recorded, so it cannot steer 'if' or '?:'. Write Where(condition, whenTrue, whenFalse).", error: true)]
    public static implicit operator bool(Traced value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override string ToString() => $"{Operation}#{Index} {Shape}";
}
