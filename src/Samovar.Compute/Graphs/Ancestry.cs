namespace Samovar.Compute.Graphs;

/// <summary>Which nodes lie between two others.</summary>
internal static class Ancestry
{
    /// <summary>Marks the nodes up to <paramref name="value"/> that depend on any of <paramref name="sources"/>.</summary>
    public static bool[] DependsOn(Traced value, ReadOnlySpan<Traced> sources)
    {
        bool[] marked = new bool[value.Graph.Nodes.Count];
        foreach (Traced source in sources)
        {
            marked[source.Index] = true;
        }

        for (int index = 0; index <= value.Index; index++)
        {
            Traced node = value.Graph.Nodes[index];
            if (node.Operation is Operation.Detach or Operation.GreaterThan)
            {
                continue;
            }

            foreach (Traced input in node.Inputs)
            {
                marked[index] |= marked[input.Index];
            }
        }

        return marked;
    }

    /// <summary>The nodes that the given values are computed from, themselves included, in the order of computation.</summary>
    public static List<Traced> Of(IEnumerable<Traced> values)
    {
        HashSet<Traced> seen = [];
        Stack<Traced> open = new(values);
        while (open.TryPop(out Traced? node))
        {
            if (seen.Add(node))
            {
                foreach (Traced input in node.Inputs)
                {
                    open.Push(input);
                }
            }
        }

        return [.. seen.OrderBy(node => node.Index)];
    }
}
