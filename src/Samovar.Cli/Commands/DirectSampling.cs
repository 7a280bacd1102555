using System.Globalization;
using Samovar.Cli.Catalogue;
using Samovar.MarkovChains;
using Samovar.Methods;
using Samovar.Runs;
using Samovar.Targets;

namespace Samovar.Cli.Commands;

/// <summary>Lets a method draw without training, and makes a run of it.</summary>
/// <param name="catalogue">Metrics and checks.</param>
/// <param name="host">Where the command runs.</param>
/// <param name="output">Takes what is said.</param>
internal sealed class DirectSampling(IdeaCatalogue catalogue, Host host, RunOutput output)
{
    /// <summary>Draws, writes and measures. The folder is made when there are draws, so a stopped run leaves nothing behind.</summary>
    /// <param name="job">What to do.</param>
    /// <param name="strict">Whether findings make the command fail.</param>
    /// <param name="count">Draws per repetition of each metric.</param>
    /// <param name="repeats">Repetitions.</param>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    /// <exception cref="ProblemException">The method cannot come to any draw.</exception>
    internal int Run(DirectJob job, bool strict, int count, int repeats)
    {
        output.Announce(job);
        foreach (Finding doubt in job.Doubts)
        {
            output.Say($"Before drawing: {doubt.Message} {doubt.Advice}");
        }

        MeteredTarget metered = new(job.Target);
        long start = host.Clock.GetTimestamp();
        DirectDraws draws;
        try
        {
            RunPlan plan = job.Manifest.Plan;
            Func<double>? spent = plan.Budget is { } budget ? () => budget.Share(metered.Cost, host.Clock.GetElapsedTime(start).TotalSeconds) : null;
            draws = output.DirectProgress().Show(
                progress => job.Method.Draw(metered, new DirectRequest(plan.Draws, plan.Seed) { Progress = progress, Spent = spent }, host.Cancellation));
        }
        catch (OperationCanceledException) when (host.Cancellation.IsCancellationRequested)
        {
            output.StoppedDrawing();
            return ExitCode.Cancelled;
        }
        catch (SamplingFailedException exception)
        {
            throw new ProblemException(exception.Message, exception) { Code = strict ? ExitCode.Findings : ExitCode.Usage };
        }

        double seconds = host.Clock.GetElapsedTime(start).TotalSeconds;
        SamplingRecord record = Record(draws, [.. job.Doubts, .. Overspent(job, metered.Cost, seconds)], metered.Cost, seconds);
        DrawnRun run = Save(Repeatable(job, metered.Cost), draws, record);
        return new RunFinish(catalogue, output, strict).Measure(run.Past(), run, count, repeats);
    }

    private static SamplingRecord Record(DirectDraws draws, IReadOnlyList<Finding> doubts, EvaluationCost cost, double seconds) => new(cost, seconds)
    {
        LogNormalizer = draws.LogNormalizer,
        Diagnostics = draws.Diagnostics,
        Findings = [.. doubts, .. draws.Findings, .. Weightless(draws)],
        Curves = draws.Curves,
    };

    private static IEnumerable<Finding> Overspent(DirectJob job, EvaluationCost cost, double seconds)
    {
        const double Worth = 1.1;
        if (job.Manifest.Plan.Budget is { } budget && budget.Share(cost, seconds) is var share and > Worth)
        {
            yield return new Finding(
                Severity.Amber, "budget", string.Create(CultureInfo.InvariantCulture, $"It spent {100 * share:0} % of its budget: its preparation, and the draws asked for, need as much."),
                "Compare it with others at a larger budget, or give it less to do: fewer draws, fewer rungs or particles.");
        }
    }

    private static IEnumerable<Finding> Weightless(DirectDraws draws)
    {
        if (draws.LogWeights is not null && draws.Weights() is null)
        {
            yield return new Finding(
                Severity.Red, "weights", "No draw has any weight: the density is 0 at all of them.", "Start the method where the target has mass, or let it draw more.");
        }
    }

    /// <summary>A time cannot be spent twice alike; the evaluations that it bought can, so the command that repeats the run names them.</summary>
    private static DirectJob Repeatable(DirectJob job, EvaluationCost cost) => job.Manifest.Plan.Budget is { Evaluations: null }
        ? job with { Manifest = job.Manifest with { Command = string.Create(CultureInfo.InvariantCulture, $"{job.Manifest.Command} --max-evaluations {cost.Total}") } }
        : job;

    private static DrawnRun Save(DirectJob job, DirectDraws draws, SamplingRecord record)
    {
        RunFolder folder = RunPlace.Create(job.Location, job.Manifest);
        IReadOnlyList<double>? weights = draws.Weights();
        folder.SaveSampling(draws.Points, weights, record);
        return new DrawnRun(folder, new DensitySubject(job.Target), job.Method.Source, draws.Points, weights, record);
    }
}
