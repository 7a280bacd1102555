namespace Samovar.Compute.Graphs;

/// <summary>Reverse-mode differentiation as a graph transform: the cotangents are new nodes of the same graph, so it can be applied to its own result.</summary>
public static class ReverseMode
{
    /// <summary>The gradient of Σ over all elements of a value.</summary>
    /// <param name="value">What to differentiate; a [n, 1] energy gives the gradient of each point's energy in that point's row.</param>
    /// <param name="with">The nodes to differentiate by.</param>
    /// <returns>One gradient for each node of <paramref name="with"/>, in its shape; zero where nothing depends on it.</returns>
    public static Traced[] Gradient(Traced value, params ReadOnlySpan<Traced> with)
    {
        ArgumentNullException.ThrowIfNull(value);
        return VectorJacobianProduct(value, value.Graph.Constant(1), with);
    }

    /// <summary>The vector–Jacobian product Σ c · ∂value.</summary>
    /// <param name="value">What to differentiate.</param>
    /// <param name="cotangent">c: a value of the same shape, or one with single rows or columns that are repeated.</param>
    /// <param name="with">The nodes to differentiate by.</param>
    /// <returns>One product for each node of <paramref name="with"/>, in its shape; zero where nothing depends on it.</returns>
    public static Traced[] VectorJacobianProduct(Traced value, Traced cotangent, params ReadOnlySpan<Traced> with)
    {
        ArgumentNullException.ThrowIfNull(value);
        ArgumentNullException.ThrowIfNull(cotangent);
        Cotangents cotangents = new(value.Graph);
        cotangents.Accumulate(value, cotangent);
        bool[] needed = Ancestry.DependsOn(value, with);
        for (int index = value.Index; index >= 0; index--)
        {
            Traced node = value.Graph.Nodes[index];
            if (needed[index] && !node.IsLeaf && !Contains(with, node) && cotangents.Collect(node) is { } incoming)
            {
                ReverseRules.Apply(node, incoming, cotangents, needed);
            }
        }

        Traced[] gradients = new Traced[with.Length];
        for (int place = 0; place < with.Length; place++)
        {
            Traced gradient = cotangents.Of(with[place]) ?? value.Graph.Constant(0);
            gradients[place] = value.Graph.Broadcast(gradient, with[place].Shape);
        }

        return gradients;
    }

    private static bool Contains(ReadOnlySpan<Traced> nodes, Traced node)
    {
        foreach (Traced candidate in nodes)
        {
            if (ReferenceEquals(candidate, node))
            {
                return true;
            }
        }

        return false;
    }
}
