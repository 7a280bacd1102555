using static Samovar.Compute.Graphs.TracedMath;

namespace Samovar.Compute.Graphs;

/// <summary>How each primitive passes a cotangent to its inputs.</summary>
internal static class ReverseRules
{
    public static void Apply(Traced node, Cotangent c, Cotangents cotangents, bool[] needed)
    {
        switch (node.Inputs.Length)
        {
            case 1 when node.Operation is Operation.Broadcast or Operation.SumColumns or Operation.SumRows:
                cotangents.AccumulateReduced(node.Inputs[0], node.Operation == Operation.Broadcast ? node.Shape : node.Inputs[0].Shape, c);
                break;
            case 1 when node.Operation is Operation.MaxColumns or Operation.GatherColumns:
                ApplyToOne(node, c.Value, node.Inputs[0], cotangents);
                break;
            case 1 when node.Operation == Operation.Detach:
                break;
            case 1 when node.Operation is not (Operation.Stack or Operation.ScatterColumns):
                cotangents.Accumulate(node.Inputs[0], c * Derivative(node, node.Inputs[0]));
                break;
            case 2 when node.Operation is not (Operation.Stack or Operation.ScatterColumns or Operation.MatrixProduct):
                ApplyToTwo(node, c, cotangents, needed);
                break;
            default:
                ApplyToMany(node, c.Value, cotangents, needed);
                break;
        }
    }

    private static void ApplyToOne(Traced y, Traced c, Traced x, Cotangents cotangents)
    {
        switch (y.Operation)
        {
            case Operation.MaxColumns:
                cotangents.Accumulate(x, Where(y > x, x.Graph.Constant(0), c));
                break;
            case Operation.GatherColumns when y.Columns.Length == 1:
                cotangents.AccumulateColumn(x, y.Columns[0], c);
                break;
            default:
                cotangents.AccumulateScattered(x, y.Columns, x.Graph.Broadcast(c, y.Shape));
                break;
        }
    }

    /// <summary>dy/dx of an element-by-element primitive of one value; shared with forward mode.</summary>
    internal static Traced Derivative(Traced y, Traced x) => y.Operation switch
    {
        Operation.Negate => x.Graph.Constant(-1),
        Operation.Abs => Where(x > 0, x.Graph.Constant(1), x.Graph.Constant(-1)),
        Operation.Sqrt => 0.5 / y,
        Operation.Exp => y,
        Operation.Log => 1 / x,
        Operation.Log1p => 1 / (1 + x),
        Operation.Sin => Cos(x),
        Operation.Cos => -Sin(x),
        Operation.Tanh => 1 - (y * y),
        Operation.Sigmoid => y * (1 - y),
        Operation.Softplus => Sigmoid(x),
        _ => throw new NotSupportedException($"Primitive '{y.Operation}' has no derivative rule."),
    };

    private static void ApplyToTwo(Traced y, Cotangent incoming, Cotangents cotangents, bool[] needed)
    {
        (Traced a, Traced b) = (y.Inputs[0], y.Inputs[1]);
        Cotangent c = needed[a.Index] && needed[b.Index] ? incoming.Parting : incoming;
        if (needed[a.Index] && LeftFactor(y, a, b) is { } left)
        {
            cotangents.AccumulateReduced(a, y.Shape, c * left);
        }

        if (needed[b.Index] && RightFactor(y, a, b) is { } right)
        {
            cotangents.AccumulateReduced(b, y.Shape, c * right);
        }
    }

    /// <summary>dy/da of an element-by-element primitive of two values; null where it is zero.</summary>
    internal static Traced? LeftFactor(Traced y, Traced a, Traced b) => y.Operation switch
    {
        Operation.Add or Operation.Subtract => a.Graph.Constant(1),
        Operation.Multiply => b,
        Operation.Divide => 1 / b,
        Operation.Minimum => Where(b > a, a.Graph.Constant(1), a.Graph.Constant(0)),
        Operation.Maximum => Where(a > b, a.Graph.Constant(1), a.Graph.Constant(0)),
        Operation.GreaterThan => null,
        _ => throw new NotSupportedException($"Primitive '{y.Operation}' has no derivative rule."),
    };

    /// <summary>dy/db of an element-by-element primitive of two values; null where it is zero.</summary>
    internal static Traced? RightFactor(Traced y, Traced a, Traced b) => y.Operation switch
    {
        Operation.Add => a.Graph.Constant(1),
        Operation.Subtract => a.Graph.Constant(-1),
        Operation.Multiply => a,
        // y = a/b has dy/db = -y/b; where a is known, a division less.
        Operation.Divide when a.ScalarConstant is { } known and not 0 => -(y * y) / known,
        Operation.Divide => -(y / b),
        Operation.Minimum => Where(b > a, a.Graph.Constant(0), a.Graph.Constant(1)),
        Operation.Maximum => Where(a > b, a.Graph.Constant(0), a.Graph.Constant(1)),
        Operation.GreaterThan => null,
        _ => throw new NotSupportedException($"Primitive '{y.Operation}' has no derivative rule."),
    };

    private static void ApplyToMany(Traced y, Traced c, Cotangents cotangents, bool[] needed)
    {
        switch (y.Operation)
        {
            case Operation.Select:
                Traced zero = y.Graph.Constant(0);
                cotangents.AccumulateReduced(y.Inputs[1], y.Shape, new Cotangent(Where(y.Inputs[0], c, zero), null));
                cotangents.AccumulateReduced(y.Inputs[2], y.Shape, new Cotangent(Where(y.Inputs[0], zero, c), null));
                break;
            case Operation.Stack:
                for (int column = 0; column < y.Inputs.Length; column++)
                {
                    Traced part = c.Shape.Columns == 1 ? c : y.Graph.Gather(c, [column]);
                    cotangents.AccumulateReduced(y.Inputs[column], y.Shape with { Columns = 1 }, new Cotangent(part, null));
                }

                break;
            case Operation.ScatterColumns:
                ScatterMap.ForEach(y, (input, places, signs) => cotangents.Accumulate(input, y.Graph.Gather(y.Graph.Broadcast(c, y.Shape), places) * signs));
                break;
            case Operation.MatrixProduct:
                ApplyToProduct(y, y.Graph.Broadcast(c, y.Shape), cotangents, needed);
                break;
            default:
                throw new NotSupportedException($"Primitive '{y.Operation}' has no derivative rule.");
        }
    }

    private static void ApplyToProduct(Traced y, Traced c, Cotangents cotangents, bool[] needed)
    {
        (bool transposeLeft, bool transposeRight) = ((bool, bool))y.Payload!;
        (Traced a, Traced b) = (y.Inputs[0], y.Inputs[1]);
        if (needed[a.Index])
        {
            cotangents.Accumulate(a, transposeLeft ? y.Graph.Product(b, c, transposeRight, true) : y.Graph.Product(c, b, false, !transposeRight));
        }

        if (needed[b.Index])
        {
            cotangents.Accumulate(b, transposeRight ? y.Graph.Product(c, a, true, transposeLeft) : y.Graph.Product(a, c, !transposeLeft, false));
        }
    }
}
