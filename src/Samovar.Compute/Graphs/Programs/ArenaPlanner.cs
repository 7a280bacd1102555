namespace Samovar.Compute.Graphs.Programs;

/// <summary>Gives every stored node an offset in one block of memory, reusing the place of values that are no longer needed.</summary>
internal sealed class ArenaPlanner
{
    private readonly Dictionary<Traced, long> offsets = [];

    /// <summary>Plans.</summary>
    /// <param name="schedule">The steps in order.</param>
    /// <param name="stored">Nodes that need memory.</param>
    /// <param name="size">Elements that a node takes.</param>
    /// <param name="kind">Only nodes of one kind may take each other's place.</param>
    public ArenaPlanner(Schedule schedule, IReadOnlySet<Traced> stored, Func<Traced, long> size, Func<Traced, int> kind)
    {
        Dictionary<Traced, int> lastUse = LastUses(schedule);
        Dictionary<(long, int), Stack<long>> free = [];
        foreach (IGrouping<int, Step> moment in schedule.Steps.GroupBy(step => step.Time))
        {
            foreach (Traced node in moment.SelectMany(step => step.Nodes).Where(stored.Contains))
            {
                offsets[node] = free.TryGetValue((size(node), kind(node)), out Stack<long>? places) && places.TryPop(out long place) ? place : Grow(size(node));
            }

            foreach (Traced node in lastUse.Where(pair => pair.Value == moment.Key && offsets.ContainsKey(pair.Key)).Select(pair => pair.Key).OrderBy(node => node.Index))
            {
                (long, int) key = (size(node), kind(node));
                if (!free.TryGetValue(key, out Stack<long>? places))
                {
                    free[key] = places = [];
                }

                places.Push(offsets[node]);
            }
        }
    }

    /// <summary>Elements in all.</summary>
    public long Length { get; private set; }

    public IReadOnlyDictionary<Traced, long> Offsets => offsets;

    /// <summary>Nodes whose value is needed outside the step that computes them.</summary>
    public static HashSet<Traced> Stored(Schedule schedule)
    {
        HashSet<Traced> stored = [.. schedule.Outputs.Where(output => !output.IsLeaf)];
        foreach (Step step in schedule.Steps)
        {
            HashSet<Traced> own = [.. step.Nodes];
            stored.UnionWith(own.SelectMany(node => node.Inputs).Where(input => !own.Contains(input) && !input.IsLeaf && !Schedule.IsFrozen(input)));
            stored.UnionWith(step is NodeStep ? own : own.Where(node => node.Operation == Operation.Stack));
        }

        return stored;
    }

    /// <summary>Stored nodes that are dead when their block of rows is done: only steps of the same row-parallel phase read them, or sums over points,
    /// whose first part belongs to that phase.</summary>
    public static HashSet<Traced> Passing(Schedule schedule, IReadOnlySet<Traced> stored)
    {
        Dictionary<Traced, int> phases = schedule.Steps.SelectMany(step => step.Nodes.Select(node => (node, step.Phase))).ToDictionary();
        HashSet<Traced> passing = [.. stored.Where(node => node.Shape.IsBatched && phases.TryGetValue(node, out int phase) && phase % 2 == 0)];
        passing.ExceptWith(schedule.Outputs);
        passing.ExceptWith(phases.Keys.Where(user => user.Operation != Operation.SumRows).SelectMany(user => user.Inputs.Where(input =>
            phases.TryGetValue(input, out int phase) && phase != phases[user])));
        return passing;
    }

    /// <summary>How many operands each node is.</summary>
    public static Dictionary<Traced, int> Uses(Schedule schedule) =>
        schedule.Nodes.SelectMany(node => node.Inputs).CountBy(input => input).ToDictionary();

    private static Dictionary<Traced, int> LastUses(Schedule schedule)
    {
        Dictionary<Traced, int> last = [];
        foreach (Step step in schedule.Steps)
        {
            foreach (Traced node in step.Nodes)
            {
                last.TryAdd(node, step.Time);
                foreach (Traced input in node.Inputs)
                {
                    last[input] = step.Time;
                }
            }
        }

        foreach (Traced output in schedule.Outputs)
        {
            last[output] = int.MaxValue;
        }

        return last;
    }

    private long Grow(long size)
    {
        long offset = Length;
        Length += (size + 15) / 16 * 16;
        return offset;
    }
}
