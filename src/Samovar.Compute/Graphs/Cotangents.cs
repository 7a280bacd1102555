namespace Samovar.Compute.Graphs;

/// <summary>A cotangent as the product of one that came in and the derivatives passed since, so that several ways from the same node share one
/// multiplication, and everything that does not depend on the incoming one can be computed on the way forward.</summary>
/// <param name="Base">The cotangent that came in.</param>
/// <param name="Factor">The derivatives since; null for 1.</param>
internal readonly record struct Cotangent(Traced Base, Traced? Factor)
{
    /// <summary>The product.</summary>
    public Traced Value => Factor is null ? Base : Base * Factor;

    /// <summary>The same where two ways part: multiplied out, to be done once, unless what came in is narrower and may be kept out of sums.</summary>
    public Cotangent Parting => Factor is not null && Base.ScalarConstant is null && Base.Shape.Columns < Factor.Shape.Columns ? this : new Cotangent(Value, null);

    public static Cotangent operator *(Cotangent cotangent, Traced derivative) =>
        cotangent with { Factor = cotangent.Factor is null ? derivative : cotangent.Factor * derivative };

    public static Cotangent operator +(Cotangent left, Cotangent right)
    {
        if (!ReferenceEquals(left.Base, right.Base))
        {
            return new Cotangent(left.Value + right.Value, null);
        }

        Traced one = left.Base.Graph.Constant(1);
        return left with { Factor = (left.Factor ?? one) + (right.Factor ?? one) };
    }
}

/// <summary>The cotangents collected so far. Contributions to single features are gathered apart and stacked once.</summary>
internal sealed class Cotangents(Graph graph)
{
    private readonly Dictionary<Traced, Cotangent> whole = [];
    private readonly Dictionary<Traced, Traced?[]> byColumn = [];
    private readonly Dictionary<Traced, List<(int[] Places, Traced Contribution)>> scattered = [];

    /// <summary>Adds a contribution, summed down to the node's shape where the node was repeated.</summary>
    /// <param name="node">The node that receives it.</param>
    /// <param name="contribution">Its shape fits into that of the node, or into that of the larger value the node was repeated to.</param>
    public void Accumulate(Traced node, Cotangent contribution) =>
        whole[node] = whole.TryGetValue(node, out Cotangent sum) ? sum + contribution : contribution;

    /// <inheritdoc cref="Accumulate(Traced, Cotangent)"/>
    public void Accumulate(Traced node, Traced contribution) => Accumulate(node, new Cotangent(contribution, null));

    /// <summary>Adds a contribution to one feature of a node.</summary>
    public void AccumulateColumn(Traced node, int column, Traced contribution)
    {
        if (!byColumn.TryGetValue(node, out Traced?[]? columns))
        {
            byColumn[node] = columns = new Traced?[node.Shape.Columns];
        }

        columns[column] = columns[column] is { } sum ? sum + contribution : contribution;
    }

    /// <summary>Adds a contribution to several features of a node.</summary>
    public void AccumulateScattered(Traced node, int[] places, Traced contribution)
    {
        if (!scattered.TryGetValue(node, out List<(int[], Traced)>? parts))
        {
            scattered[node] = parts = [];
        }

        parts.Add(contribution.Operation == Operation.Negate
            ? ([.. places.Select(place => ~place)], contribution.Inputs[0])
            : (places, contribution));
    }

    /// <summary>Adds a contribution to an operand that may have been repeated to the shape of the result.</summary>
    public void AccumulateReduced(Traced operand, Shape resultShape, Cotangent contribution)
    {
        bool columns = operand.Shape.Columns == 1 && resultShape.Columns > 1;
        bool rows = operand.Shape.Rows == 1 && resultShape.Rows != 1;
        if (columns && !rows && contribution is { Factor: { } factor, Base.Shape.Columns: 1 })
        {
            // A common factor of all summands is taken out of the sum, which then does not wait for it.
            contribution = contribution with { Factor = Reduce(factor, resultShape with { Rows = operand.Shape.Rows }, operand.Shape) };
        }
        else if (columns || rows)
        {
            contribution = new Cotangent(Reduce(contribution.Value, resultShape, operand.Shape), null);
        }

        Accumulate(operand, contribution);
    }

    /// <summary>The sum of all contributions, or null where there were none.</summary>
    public Traced? Of(Traced node) => Collect(node)?.Value;

    /// <summary>The same sum, its last multiplication left open.</summary>
    public Cotangent? Collect(Traced node)
    {
        bool single = byColumn.ContainsKey(node) || scattered.ContainsKey(node);
        bool known = whole.TryGetValue(node, out Cotangent open);
        if (!single)
        {
            return known ? open : null;
        }

        Traced? sum = known ? open.Value : null;
        if (byColumn.TryGetValue(node, out Traced?[]? columns))
        {
            Traced stacked = graph.Stack([.. columns.Select(column => graph.Broadcast(column ?? graph.Constant(0), node.Shape with { Columns = 1 }))]);
            sum = sum is null ? stacked : sum + stacked;
        }

        if (scattered.TryGetValue(node, out List<(int[] Places, Traced Contribution)>? parts))
        {
            Traced assembled = graph.Scatter([.. parts.Select(part => part.Contribution)], [.. parts.SelectMany(part => part.Places)], node.Shape.Columns);
            sum = sum is null ? assembled : sum + assembled;
        }

        return new Cotangent(sum!, null);
    }

    /// <summary>Sums a contribution over the rows and columns that were repeated. A contribution may itself be smaller than the result: then each of its
    /// elements stands for several, and the sum is a multiple.</summary>
    private Traced Reduce(Traced contribution, Shape result, Shape operand)
    {
        Traced reduced = contribution;
        if (operand.Columns == 1 && result.Columns > 1)
        {
            reduced = reduced.Shape.Columns == 1 ? reduced * result.Columns : graph.Reduce(Operation.SumColumns, reduced);
        }

        if (operand.Rows == 1 && result.Rows != 1)
        {
            reduced = reduced.Shape.Rows != 1 ? graph.Reduce(Operation.SumRows, reduced)
                : result.IsBatched ? reduced * graph.BatchCount
                : reduced * result.Rows;
        }

        return reduced;
    }
}
