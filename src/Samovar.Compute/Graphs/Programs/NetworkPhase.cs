using Samovar.Compute.Threading;

namespace Samovar.Compute.Graphs.Programs;

/// <summary>A piece of a phase that runs on a range: rows of points in even phases, rows of the result in odd ones.</summary>
/// <param name="table">Pointer table of the program.</param>
/// <param name="start">First row.</param>
/// <param name="end">Row after the last.</param>
internal unsafe delegate void RangeAction(nint* table, int start, int end);

/// <summary>Work between two barriers: a list of actions, each chunk of rows running through all of them.</summary>
/// <param name="rows">Rows in all.</param>
/// <param name="blockRows">Rows per chunk.</param>
/// <param name="actions">What to do with each chunk, in order.</param>
internal sealed unsafe class NetworkPhase(int rows, int blockRows, IReadOnlyList<RangeAction> actions) : IChunkedWork
{
    private readonly RangeAction[] actions = [.. actions];
    private nint* table;

    public void Run(WorkerPool pool, nint* pointers)
    {
        table = pointers;
        int chunks = (rows + blockRows - 1) / blockRows;
        if (chunks == 1)
        {
            Execute(0);
        }
        else
        {
            pool.Run(chunks, this);
        }
    }

    public void Execute(int chunk)
    {
        int start = chunk * blockRows;
        int end = Math.Min(rows, start + blockRows);
        foreach (RangeAction action in actions)
        {
            action(table, start, end);
        }
    }
}
