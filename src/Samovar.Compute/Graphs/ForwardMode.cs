using static Samovar.Compute.Graphs.TracedMath;

namespace Samovar.Compute.Graphs;

/// <summary>Forward-mode differentiation as a graph transform.</summary>
public static class ForwardMode
{
    /// <summary>The Jacobian–vector product: how fast a value changes when a node moves along a direction.</summary>
    /// <param name="value">What to differentiate.</param>
    /// <param name="node">The node that moves.</param>
    /// <param name="direction">Its velocity, in its shape.</param>
    /// <returns>The velocity of <paramref name="value"/>, in its shape.</returns>
    public static Traced JacobianVectorProduct(Traced value, Traced node, Traced direction)
    {
        ArgumentNullException.ThrowIfNull(value);
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(direction);
        Graph graph = value.Graph;
        Dictionary<Traced, Traced> tangents = new() { [node] = direction };
        bool[] depends = Ancestry.DependsOn(value, [node]);
        for (int index = node.Index + 1; index <= value.Index; index++)
        {
            Traced current = graph.Nodes[index];
            if (depends[index] && !current.IsLeaf)
            {
                tangents[current] = Tangent(current, tangents);
            }
        }

        return graph.Broadcast(tangents.GetValueOrDefault(value) ?? graph.Constant(0), value.Shape);
    }

    private static Traced Tangent(Traced y, Dictionary<Traced, Traced> tangents)
    {
        Graph graph = y.Graph;
        Traced Of(int place) => graph.Broadcast(tangents.GetValueOrDefault(y.Inputs[place]) ?? graph.Constant(0), y.Inputs[place].Shape);
        switch (y.Operation)
        {
            case Operation.Broadcast:
                return graph.Broadcast(Of(0), y.Shape);
            case Operation.SumColumns or Operation.SumRows:
                return graph.Reduce(y.Operation, Of(0));
            case Operation.MaxColumns:
                return Sum(Where(y > y.Inputs[0], graph.Constant(0), Of(0)));
            case Operation.GatherColumns:
                return graph.Gather(Of(0), y.Columns);
            case Operation.ScatterColumns:
                return graph.Scatter([.. Enumerable.Range(0, y.Inputs.Length).Select(Of)], y.Columns, y.Shape.Columns);
            case Operation.Stack:
                return graph.Stack([.. Enumerable.Range(0, y.Inputs.Length).Select(Of)]);
            case Operation.Select:
                return Where(y.Inputs[0], Of(1), Of(2));
            case Operation.MatrixProduct:
                (bool left, bool right) = ((bool, bool))y.Payload!;
                return graph.Product(Of(0), y.Inputs[1], left, right) + graph.Product(y.Inputs[0], Of(1), left, right);
            default:
                return y.Inputs.Length == 1 ? Of(0) * ReverseRules.Derivative(y, y.Inputs[0]) : OfTwo(y, Of(0), Of(1));
        }
    }

    private static Traced OfTwo(Traced y, Traced first, Traced second)
    {
        Traced zero = y.Graph.Constant(0);
        Traced left = ReverseRules.LeftFactor(y, y.Inputs[0], y.Inputs[1]) is { } a ? first * a : zero;
        Traced right = ReverseRules.RightFactor(y, y.Inputs[0], y.Inputs[1]) is { } b ? second * b : zero;
        return y.Graph.Broadcast(left + right, y.Shape);
    }
}
