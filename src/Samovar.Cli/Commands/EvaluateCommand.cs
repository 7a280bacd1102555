using System.CommandLine;
using Samovar.Cli.Catalogue;

namespace Samovar.Cli.Commands;

/// <summary>Measures a trained sampler on fresh draws, or the draws of a method that draws without training.</summary>
internal sealed class EvaluateCommand : ICommand
{
    private readonly Argument<string?> run = SharedOptions.Run();
    private readonly Option<string?> count = SharedOptions.Text("--count", "N", "Draws per repetition. Default: 2000.");
    private readonly Option<string?> repeats = SharedOptions.Text(
        "--repeats", "N", "Independent repetitions; their scatter gives the standard errors. Default: 10.");
    private readonly Option<string?> threads = SharedOptions.Text("--threads", "N", "Threads to compute with. Default: one per processor.");
    private readonly Option<bool> strict = SharedOptions.Strict();
    private readonly Option<bool> json = SharedOptions.Json();
    private readonly Option<bool> quiet = SharedOptions.Quiet();

    internal EvaluateCommand()
    {
        Syntax.Add(run);
        foreach (Option option in new Option[] { count, repeats, threads, strict, json, quiet })
        {
            Syntax.Add(option);
        }
    }

    /// <inheritdoc/>
    public Command Syntax { get; } = new("evaluate", "Measure a trained sampler on fresh draws, or a method's stored draws; updates metrics.json and report.html.");

    /// <inheritdoc/>
    public int Run(ParseResult arguments, Host host, Problems problems)
    {
        int? draws = Values.Whole("--count", arguments.GetValue(count), (2, 1_000_000), 2_000, problems);
        int? repetitions = Values.Whole("--repeats", arguments.GetValue(repeats), (1, 1_000), 10, problems);
        if (Values.Whole("--threads", arguments.GetValue(threads), (1, 1024), null, problems) is { } chosen)
        {
            Compute.Threading.WorkerPool.Configure(chosen);
        }

        IdeaCatalogue catalogue = new(host.Assemblies);
        OpenedRun? opened = new RunOpener(catalogue, host).OpenDrawable(arguments.GetValue(run), problems);
        if (problems.Any || opened is null)
        {
            return ExitCode.Usage;
        }

        RunOutput output = new(host, arguments.GetValue(json), arguments.GetValue(quiet));
        return new RunFinish(catalogue, output, arguments.GetValue(strict)).Measure(opened.Past(), opened, draws!.Value, repetitions!.Value);
    }
}
