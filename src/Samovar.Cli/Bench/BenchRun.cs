using Samovar.Cli.Catalogue;
using Samovar.Cli.Commands;

namespace Samovar.Cli.Bench;

/// <summary>Runs the cells of a grid one after the other, keeps what is finished, and says how long the rest will take.</summary>
/// <param name="catalogue">The ideas known by name.</param>
/// <param name="host">Where the command runs.</param>
/// <param name="talk">Takes a line per cell.</param>
/// <param name="threads">Threads to compute with as text, or null.</param>
internal sealed class BenchRun(IdeaCatalogue catalogue, Host host, TextWriter talk, string? threads)
{
    private readonly CellRun runner = new(catalogue, host, threads);

    /// <summary>Runs what is left.</summary>
    /// <param name="cells">The cells with what is in their folders.</param>
    /// <returns>An <see cref="ExitCode"/>: 3 if a cell diverged or failed, now or in an earlier session.</returns>
    internal int Run(IReadOnlyList<CellFolder> cells)
    {
        int failed = cells.Count(cell => cell.State == CellState.Failed);
        CellFolder[] left = [.. cells.Where(cell => cell.State is CellState.Missing or CellState.Started)];
        long start = host.Clock.GetTimestamp();
        foreach ((int index, CellFolder cell) in left.Index())
        {
            if (host.Cancellation.IsCancellationRequested)
            {
                return Stopped(index, left.Length);
            }

            CellEnd end = runner.Run(cell);
            if (end.Code == ExitCode.Cancelled)
            {
                return Stopped(index, left.Length);
            }

            if (end.Code is not (ExitCode.Done or ExitCode.Findings or ExitCode.Diverged))
            {
                cell.Clear();
                new CellFailure(cell.Record, cell.Cell.Seed, end.Message ?? "It failed without a reason.").Save(cell.Location);
            }

            failed += end.Message is null ? 0 : 1;
            Tell(cell, end, index + 1, left.Length, host.Clock.GetElapsedTime(start).TotalSeconds);
        }

        return failed > 0 ? ExitCode.Diverged : ExitCode.Done;
    }

    private void Tell(CellFolder cell, CellEnd end, int done, int all, double elapsed)
    {
        string left = done == all ? string.Empty : $"  {Phrases.Duration(elapsed / done * (all - done))} left";
        talk.WriteLine($"  {done.ToString().PadLeft($"{all}".Length)}/{all}  {cell.Cell.Name,-32}  {Phrases.Duration(elapsed)} elapsed{left}{(end.Message is null ? string.Empty : $"  failed: {end.Message}")}");
        talk.Flush();
    }

    private int Stopped(int done, int all)
    {
        host.Error.WriteLine($"Stopped after {done} of {all} cells; nothing is lost. The same command goes on.");
        return ExitCode.Cancelled;
    }
}
