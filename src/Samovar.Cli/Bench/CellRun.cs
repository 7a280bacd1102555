using Samovar.Cli.Catalogue;
using Samovar.Cli.Commands;
using Samovar.Runs;

namespace Samovar.Cli.Bench;

/// <summary>How a cell ended.</summary>
/// <param name="Code">An <see cref="ExitCode"/>.</param>
/// <param name="Message">What went wrong; a sentence, or null.</param>
internal sealed record CellEnd(int Code, string? Message);

/// <summary>Runs one cell, or goes on with it, as 'samovar train' and 'samovar sample' would.</summary>
/// <param name="catalogue">The ideas known by name.</param>
/// <param name="host">Where the command runs.</param>
/// <param name="threads">Threads to compute with as text, or null.</param>
internal sealed class CellRun(IdeaCatalogue catalogue, Host host, string? threads)
{
    // What a cell would say about itself, such as how to resume it alone, is not what the user of a grid should do.
    private readonly RunOutput silence = new(host with { Error = TextWriter.Null }, json: false, quiet: true);

    /// <summary>Runs a cell. Whatever is wrong with it alone becomes its end, so that the others go on.</summary>
    internal CellEnd Run(CellFolder folder)
    {
        Problems problems = new();
        try
        {
            int code = Start(folder, problems);
            return problems.Any ? new CellEnd(ExitCode.Usage, string.Join(" ", problems.Sentences)) : new CellEnd(code, code == ExitCode.Diverged ? "Training diverged." : null);
        }
        catch (OperationCanceledException) when (host.Cancellation.IsCancellationRequested)
        {
            return new CellEnd(ExitCode.Cancelled, null);
        }
        catch (Exception exception) when (exception is ProblemException or InvalidDataException || TargetFile.Threw(exception))
        {
            return new CellEnd(ExitCode.Usage, exception.Message);
        }
    }

    private int Start(CellFolder folder, Problems problems)
    {
        BenchSuite suite = folder.Cell.Suite;
        if (folder.State == CellState.Started)
        {
            return GoOn(folder, problems);
        }

        folder.Clear();
        return IdeaCatalogue.Find(catalogue.DirectMethods, folder.Cell.Method.Name) is not null
            ? new DirectPreflight(catalogue, host, problems).Job(Direct(folder)) is { } job
                ? new DirectSampling(catalogue, host, silence).Run(job, strict: false, suite.Draws, suite.Repeats)
                : ExitCode.Usage
            : new TrainPreflight(catalogue, host, problems).New(Words(folder)) is { } request ? Train(request, suite) : ExitCode.Usage;
    }

    /// <summary>A training continues at its checkpoint; draws that were not measured yet are measured.</summary>
    private int GoOn(CellFolder folder, Problems problems)
    {
        BenchSuite suite = folder.Cell.Suite;
        if (!RunFolder.Open(folder.Location).Manifest.Plan.IsDirect)
        {
            TrainRequest? request = new TrainPreflight(catalogue, host, problems).Resumed(new TrainWords(null, new(StringComparer.Ordinal)) { Out = folder.Location });
            return request is null ? ExitCode.Usage : Train(request, suite);
        }

        OpenedRun? drawn = new RunOpener(catalogue, host).OpenDrawable(folder.Location, problems);
        return drawn is null ? ExitCode.Usage : new RunFinish(catalogue, silence, strict: false).Measure(drawn.Past(), drawn, suite.Draws, suite.Repeats);
    }

    private int Train(TrainRequest request, BenchSuite suite) => new RunTraining(catalogue, host, silence).Run(request, strict: false, suite.Draws, suite.Repeats);

    private DirectWords Direct(CellFolder folder)
    {
        (BenchSuite suite, SuiteTarget target, SuiteMethod method, ulong seed) = folder.Cell;
        return new DirectWords(target.Name, target.Options, method.Name, method.Options)
        {
            Out = folder.Location,
            Count = $"{suite.Draws * suite.Repeats}",
            Seed = $"{seed}",
            MaximumEvaluations = suite.Budget.Evaluations,
            MaximumTime = suite.Budget.Time,
            Threads = threads,
            Cell = folder.Record,
        };
    }

    private TrainWords Words(CellFolder folder)
    {
        (BenchSuite suite, SuiteTarget target, SuiteMethod method, ulong seed) = folder.Cell;
        return new TrainWords(target.Name, target.Options)
        {
            Out = folder.Location,
            Method = method.Name,
            MethodOptions = method.Options,
            Preset = method.Preset,
            Steps = method.Steps,
            Seed = $"{seed}",
            MaximumEvaluations = suite.Budget.Evaluations,
            MaximumTime = suite.Budget.Time,
            Threads = threads,
            Cell = folder.Record,
        };
    }
}
