using System.Text.Json;
using Samovar.Cli.Commands;
using Samovar.Runs;

namespace Samovar.Cli.Bench;

/// <summary>How far a cell has come.</summary>
internal enum CellState
{
    /// <summary>Nothing is there, or nothing that could be gone on with.</summary>
    Missing,

    /// <summary>A run that was interrupted.</summary>
    Started,

    /// <summary>A run with its measurements.</summary>
    Measured,

    /// <summary>A cell that cannot be run; its folder says why.</summary>
    Failed,

    /// <summary>Something else stands in its place.</summary>
    Foreign,
}

/// <summary>Why a cell has no run.</summary>
/// <param name="Cell">The cell.</param>
/// <param name="Seed">Its seed.</param>
/// <param name="Message">What went wrong; a sentence.</param>
internal sealed record CellFailure(RunCell Cell, ulong Seed, string Message)
{
    /// <summary>Name of the file in the cell's folder.</summary>
    internal const string FileName = "failure.json";

    /// <summary>Reads what <see cref="Save"/> wrote; null where there is no such file.</summary>
    /// <exception cref="InvalidDataException">The file holds something else.</exception>
    internal static CellFailure? Load(string folder)
    {
        string path = Path.Combine(folder, FileName);
        try
        {
            return File.Exists(path) ? JsonText.Parse<CellFailure>(File.ReadAllText(path)) : null;
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"'{path}' does not tell of a failed cell: {exception.Message}", exception);
        }
    }

    /// <summary>Writes it into the cell's folder.</summary>
    internal void Save(string folder)
    {
        Directory.CreateDirectory(folder);
        AtomicFile.WriteText(Path.Combine(folder, FileName), JsonText.Of(this) + "\n");
    }
}

/// <summary>The folder of a cell, looked at before anything runs.</summary>
/// <param name="Cell">The cell.</param>
/// <param name="Record">What its run should remember of it.</param>
/// <param name="Location">The folder.</param>
internal sealed record CellFolder(BenchCell Cell, RunCell Record, string Location)
{
    private const string Partial = ".partial";

    /// <summary>How far it has come.</summary>
    internal CellState State { get; private init; }

    /// <summary>What stands in its place, or why it failed; a sentence, or null.</summary>
    internal string? Reason { get; private init; }

    /// <summary>True if what stands there was made by a suite, and may be replaced.</summary>
    internal bool IsOfSuite { get; private init; }

    /// <summary>Wall seconds that its run took, measuring left out; 0 where there is none.</summary>
    internal double Seconds { get; private init; }

    /// <summary>Looks at a folder.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="root">Folder of the whole grid.</param>
    /// <param name="origin">Where relative paths of the suite start from.</param>
    internal static CellFolder Of(BenchCell cell, string root, string origin)
    {
        CellFolder folder = new(cell, cell.Record(origin), Path.Combine(root, cell.Name));
        try
        {
            return folder.Examined();
        }
        catch (InvalidDataException exception)
        {
            return folder with { State = CellState.Foreign, Reason = exception.Message };
        }
    }

    /// <summary>Removes what an interrupted or replaced run left.</summary>
    internal void Clear()
    {
        if (Directory.Exists(Location))
        {
            Directory.Delete(Location, recursive: true);
        }
    }

    private CellFolder Examined()
    {
        if (CellFailure.Load(Location) is { } failure)
        {
            return failure.Cell.Definition == Record.Definition ? this with { State = CellState.Failed, Reason = failure.Message } : Other();
        }

        if (!File.Exists(Path.Combine(Location, "run.json")))
        {
            bool isFree = !Path.Exists(Location) || (Directory.Exists(Location) && Directory.GetFileSystemEntries(Location).All(entry => entry.EndsWith(Partial, StringComparison.Ordinal)));
            return isFree ? this : this with { State = CellState.Foreign, Reason = $"'{Location}' holds something that is no run." };
        }

        RunFolder run = RunFolder.Open(Location);
        if (run.Manifest.Cell?.Definition != Record.Definition)
        {
            return run.Manifest.Cell is null ? this with { State = CellState.Foreign, Reason = $"'{Location}' holds a run that no suite made." } : Other();
        }

        // A run that draws without training writes run.json only when there are draws, and sampling.json last: without it, it begins anew.
        return run.LoadResults() is { } results ? this with { State = CellState.Measured, Seconds = results.Seconds }
            : run.Manifest.Plan.IsDirect && run.LoadSampling() is null ? this
            : this with { State = CellState.Started };
    }

    private CellFolder Other() => this with
    {
        State = CellState.Foreign,
        IsOfSuite = true,
        Reason = $"'{Location}' was made for another definition of this cell: its target, method, settings, budget or draws have changed.",
    };
}
