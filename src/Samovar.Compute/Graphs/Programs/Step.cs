namespace Samovar.Compute.Graphs.Programs;

/// <summary>How the values of a program lie in memory.</summary>
internal enum Layout
{
    /// <summary>Networks: one row per point, features innermost.</summary>
    RowMajor,

    /// <summary>Energies: one row per feature, points innermost.</summary>
    LaneBlocks,
}

/// <summary>A unit of work of a program: a fused loop, or one node that runs by itself.</summary>
internal abstract class Step
{
    /// <summary>Even phases run row by row in parallel; odd phases reduce over the whole batch.</summary>
    public required int Phase { get; init; }

    /// <summary>When it runs; independent reductions run at the same time.</summary>
    public int Time { get; set; }

    /// <summary>Nodes computed by this step.</summary>
    public abstract IEnumerable<Traced> Nodes { get; }
}

/// <summary>A step that runs one node.</summary>
internal sealed class NodeStep(Traced node) : Step
{
    public Traced Node { get; } = node;

    public override IEnumerable<Traced> Nodes => [Node];
}

/// <summary>A fused loop: for each point, a prologue of single values, a loop over features, and an epilogue that uses the sums of that loop.</summary>
internal sealed class LoopStep : Step
{
    /// <summary>More nodes than this in one loop make the compiler spill more than fusing saves.</summary>
    private const int NodeLimit = 160;

    private readonly HashSet<Traced> members = [];
    private readonly HashSet<Traced> late = [];

    public required Layout Layout { get; init; }

    /// <summary>Rows of the loop: <see cref="Shape.PerPoint"/>, or a fixed number.</summary>
    public required int Rows { get; init; }

    /// <summary>Length of the feature loop; 1 while there is none.</summary>
    public int Features { get; private set; } = 1;

    public List<Traced> Prologue { get; } = [];

    public List<Traced> Body { get; } = [];

    public List<Traced> Reductions { get; } = [];

    public List<Traced> Epilogue { get; } = [];

    public override IEnumerable<Traced> Nodes => Prologue.Concat(Body).Concat(Reductions).Concat(Epilogue);

    public bool Contains(Traced node) => members.Contains(node);

    /// <summary>Takes a node into the loop if it fits. Its inputs are members, or were computed by earlier steps.</summary>
    public bool TryAdd(Traced node)
    {
        if (members.Count >= NodeLimit || Place(node) is not { } list)
        {
            return false;
        }

        int features = list == Body ? node.Shape.Columns : list == Reductions ? node.Inputs[0].Shape.Columns : 1;
        Features = Math.Max(Features, features);
        list.Add(node);
        members.Add(node);
        if (list == Reductions || list == Epilogue)
        {
            late.Add(node);
        }

        return true;
    }

    private List<Traced>? Place(Traced node)
    {
        bool usesLate = node.Inputs.Any(late.Contains);
        switch (node.Operation)
        {
            case Operation.SumColumns or Operation.MaxColumns:
                Traced input = node.Inputs[0];
                return node.Shape.Rows == Rows && FitsLoop(input.Shape.Columns) && !late.Contains(input) ? Reductions : null;
            case Operation.GatherColumns:
                if (Layout != Layout.LaneBlocks || members.Contains(node.Inputs[0]))
                {
                    return null;
                }

                return node.Shape.Columns == 1 ? Prologue : FitsLoop(node.Shape.Columns) ? Body : null;
            case Operation.Stack:
                return Layout == Layout.LaneBlocks ? Epilogue : null;
            case Operation.MatrixProduct or Operation.ScatterColumns or Operation.SumRows:
                return null;
            default:
                return node.Shape.Rows != Rows ? null
                    : node.Shape.Columns == 1 ? (usesLate ? Epilogue : Prologue)
                    : !usesLate && FitsLoop(node.Shape.Columns) ? Body : null;
        }
    }

    private bool FitsLoop(int columns) => Features == 1 || Features == columns;
}
