using Samovar.Compute.Threading;

namespace Samovar.Compute.Graphs.Programs;

/// <summary>A piece of a phase that runs on a range: rows of points in even phases, rows of the result in odd ones.</summary>
/// <param name="table">Pointer table of the program.</param>
/// <param name="start">First row.</param>
/// <param name="end">Row after the last.</param>
internal unsafe delegate void RangeAction(nint* table, int start, int end);

/// <summary>Work between two barriers, cut into chunks that run at the same time.</summary>
internal abstract class NetworkPhase : IChunkedWork
{
    /// <summary>Number of chunks.</summary>
    protected abstract int Chunks { get; }

    /// <summary>The tables of the present run.</summary>
    protected PointerTables Tables { get; private set; } = null!;

    /// <summary>Runs all chunks.</summary>
    public void Run(WorkerPool pool, PointerTables tables)
    {
        Tables = tables;
        pool.Run(Chunks, this);
    }

    public abstract void Execute(int chunk);
}

/// <summary>A list of actions, each block of rows running through all of them.</summary>
/// <param name="rows">Rows in all.</param>
/// <param name="blockRows">Rows per chunk.</param>
/// <param name="actions">What to do with each chunk, in order.</param>
internal sealed unsafe class BlockPhase(int rows, int blockRows, IReadOnlyList<RangeAction> actions) : NetworkPhase
{
    private readonly RangeAction[] actions = [.. actions];

    protected override int Chunks => (rows + blockRows - 1) / blockRows;

    public override void Execute(int chunk)
    {
        int start = chunk * blockRows;
        int end = Math.Min(rows, start + blockRows);
        int worker = Tables.Rent(start);
        nint* table = Tables[worker];
        foreach (RangeAction action in actions)
        {
            action(table, start, end);
        }

        Tables.Return(worker);
    }
}

/// <summary>Independent pieces of work, each cut over the rows of its own result.</summary>
internal sealed unsafe class PiecePhase : NetworkPhase
{
    private readonly (RangeAction Action, int Start, int End)[] pieces;

    /// <summary>Cuts the pieces.</summary>
    /// <param name="work">What to do, on how many rows, and how many of them make a chunk.</param>
    public PiecePhase(IEnumerable<(RangeAction Action, int Rows, int ChunkRows)> work) => pieces =
    [
        .. work.SelectMany(piece => Enumerable.Range(0, (piece.Rows + piece.ChunkRows - 1) / piece.ChunkRows)
            .Select(chunk => (piece.Action, Start: chunk * piece.ChunkRows, End: Math.Min(piece.Rows, (chunk + 1) * piece.ChunkRows)))),
    ];

    protected override int Chunks => pieces.Length;

    public override void Execute(int chunk) => pieces[chunk].Action(Tables.Main, pieces[chunk].Start, pieces[chunk].End);
}
