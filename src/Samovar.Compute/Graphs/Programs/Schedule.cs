namespace Samovar.Compute.Graphs.Programs;

/// <summary>Orders the nodes of a graph into phases and fused steps.</summary>
internal sealed class Schedule
{
    private readonly Layout layout;
    private readonly Dictionary<Traced, int> phases = [];
    private readonly HashSet<Traced> done = [];

    public Schedule(Layout layout, IReadOnlyList<Traced> outputs)
    {
        this.layout = layout;
        Outputs = outputs;
        Nodes = Ancestry.Of(outputs);
        foreach (Traced node in Nodes)
        {
            phases[node] = PhaseOf(node);
            if (node.IsLeaf || IsFrozen(node))
            {
                done.Add(node);
            }
        }

        Build();
        Order();
    }

    public IReadOnlyList<Traced> Outputs { get; }

    /// <summary>Every node that the outputs depend on, in the order of computation.</summary>
    public List<Traced> Nodes { get; }

    public List<Step> Steps { get; } = [];

    /// <summary>Whether a node has the same value in every run, so that it is computed once, when the program is made.</summary>
    public static bool IsFrozen(Traced node) =>
        node.Operation is Operation.Constant or Operation.BatchCount
        || (!node.IsLeaf && !node.Shape.IsBatched && node.Inputs.All(IsFrozen));

    private int PhaseOf(Traced node)
    {
        if (node.IsLeaf || IsFrozen(node))
        {
            return 0;
        }

        int phase = node.Shape.IsBatched ? 0 : 1;
        foreach (Traced input in node.Inputs)
        {
            phase = Math.Max(phase, PhaseAfter(input, node.Shape.IsBatched));
        }

        return layout == Layout.LaneBlocks ? 0 : phase;
    }

    private int PhaseAfter(Traced input, bool batched)
    {
        int phase = phases[input];
        if (input.IsLeaf || IsFrozen(input))
        {
            return 0;
        }

        bool even = phase % 2 == 0;
        return even == batched ? phase : phase + 1;
    }

    private void Build()
    {
        List<Traced> pending = [.. Nodes.Where(node => !done.Contains(node))];
        while (pending.Count > 0)
        {
            int phase = pending.Min(node => phases[node]);
            Traced first = pending.First(node => phases[node] == phase && node.Inputs.All(done.Contains));
            Step step = Open(first, phase);
            if (step is LoopStep loop)
            {
                foreach (Traced node in pending)
                {
                    if (phases[node] == phase && !loop.Contains(node) && node.Inputs.All(input => done.Contains(input) || loop.Contains(input)))
                    {
                        loop.TryAdd(node);
                    }
                }
            }

            Steps.Add(step);
            done.UnionWith(step.Nodes);
            pending.RemoveAll(done.Contains);
        }
    }

    /// <summary>Puts the reductions of a phase that do not need each other first, at one time, and gives all others times of their own.</summary>
    private void Order()
    {
        List<Step> ordered = [];
        foreach (IGrouping<int, Step> group in Steps.GroupBy(step => step.Phase).OrderBy(group => group.Key))
        {
            HashSet<Traced> computed = [.. group.SelectMany(step => step.Nodes)];
            bool Independent(Step step) => group.Key % 2 == 1 && step is NodeStep && !step.Nodes.SelectMany(node => node.Inputs).Any(computed.Contains);
            int together = ordered.Count;
            foreach (Step step in group.Where(Independent))
            {
                step.Time = together;
                ordered.Add(step);
            }

            foreach (Step step in group.Where(step => !Independent(step)))
            {
                step.Time = ordered.Count;
                ordered.Add(step);
            }
        }

        Steps.Clear();
        Steps.AddRange(ordered);
    }

    private Step Open(Traced first, int phase)
    {
        LoopStep loop = new() { Layout = layout, Phase = phase, Rows = first.Shape.Rows };
        return loop.TryAdd(first) ? loop : new NodeStep(first) { Phase = phase };
    }
}
