using System.CommandLine;
using System.Globalization;
using System.Text;
using Samovar.Cli.Catalogue;
using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Runs;

namespace Samovar.Cli.Commands;

/// <summary>Draws points from a trained sampler into a file.</summary>
internal sealed class SampleCommand : ICommand
{
    private const int MostDraws = 100_000_000;

    private readonly Argument<string?> run = SharedOptions.Run();
    private readonly Option<string?> count = SharedOptions.Text("--count", "N", "Number of draws. Default: 10000.");
    private readonly Option<string?> file = SharedOptions.Text("--out", "FILE", "Where to write: FILE.npy (float32, [n, d]) or FILE.csv.");
    private readonly Option<string?> refine = SharedOptions.Text(
        "--refine", "K", "Move each draw by K Metropolis-adjusted Langevin steps; costs K score evaluations per draw.");
    private readonly Option<string?> seed = SharedOptions.Text("--seed", "N", "Seed of these draws; other seeds give other draws. Default: the run's.");
    private readonly Option<bool> json = SharedOptions.Json();
    private readonly Option<bool> quiet = SharedOptions.Quiet();

    internal SampleCommand()
    {
        Syntax.Add(run);
        foreach (Option option in new Option[] { count, file, refine, seed, json, quiet })
        {
            Syntax.Add(option);
        }
    }

    /// <inheritdoc/>
    public Command Syntax { get; } = new("sample", "Draw independent points from a trained sampler.");

    /// <inheritdoc/>
    public int Run(ParseResult arguments, Host host, Problems problems)
    {
        int? draws = Values.Whole("--count", arguments.GetValue(count), (1, MostDraws), 10_000, problems);
        int? steps = Values.Whole("--refine", arguments.GetValue(refine), (1, 1_000_000), null, problems);
        string? path = Destination(arguments.GetValue(file), host, problems);
        ulong? chosenSeed = Values.Seed(arguments.GetValue(seed), 0, problems);
        OpenedRun? opened = new RunOpener(new IdeaCatalogue(host.Assemblies), host).OpenTrained(arguments.GetValue(run), problems);
        if (problems.Any || opened is null || path is null)
        {
            return ExitCode.Usage;
        }

        ulong used = arguments.GetValue(seed) is null ? opened.Folder.Manifest.Plan.Seed : chosenSeed!.Value;
        RandomStream random = RandomStream.FromSeed(used).Named("sample");
        Batch points = opened.Session.Sampler.Draw(opened.Target, draws!.Value, random).Points;
        Refinement? refinement = steps is { } chosen ? Refinement.Of(opened.Target, points, chosen, random.Named("refinement")) : null;
        points = refinement?.Points ?? points;
        AtomicFile.Write(path, stream => Write(stream, points, IsCsv(path)));
        if (arguments.GetValue(json))
        {
            host.Output.WriteLine(JsonText.Of(new
            {
                file = path,
                count = points.Count,
                dimension = points.Dimension,
                seed = used,
                scoreEvaluations = refinement?.Cost.Scores ?? 0,
                acceptance = refinement?.Acceptance,
            }));
        }
        else if (!arguments.GetValue(quiet))
        {
            Tell(host, path, points, refinement);
        }

        return ExitCode.Done;
    }

    private static void Tell(Host host, string path, Batch points, Refinement? refinement)
    {
        host.Output.WriteLine($"{points.Count} draws in {points.Dimension} dimensions written to {host.ShortPath(path)}");
        if (refinement is not null)
        {
            host.Output.WriteLine(
                $"Refined with acceptance {Phrases.Number(refinement.Acceptance)} at step size {Phrases.Number(refinement.StepSize)}; "
                + $"{Phrases.Count(refinement.Cost.Scores)} score evaluations.");
        }
    }

    private static string? Destination(string? text, Host host, Problems problems)
    {
        if (text is null)
        {
            problems.Add("Where should the draws go? Give --out FILE.npy or --out FILE.csv.");
            return null;
        }

        string path = host.FullPath(text);
        if (!IsCsv(path) && !path.EndsWith(".npy", StringComparison.OrdinalIgnoreCase))
        {
            problems.Add($"--out is '{text}'; it should end in .npy or .csv.");
        }

        if (Directory.Exists(path))
        {
            problems.Add($"--out is '{text}', which is a folder; it should be a file.");
        }
        else if (!Directory.Exists(Path.GetDirectoryName(path)))
        {
            problems.Add($"--out is '{text}', but the folder '{Path.GetDirectoryName(path)}' does not exist. Make it first.");
        }

        return path;
    }

    private static bool IsCsv(string path) => path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase);

    private static void Write(Stream stream, Batch points, bool asCsv)
    {
        if (!asCsv)
        {
            NumpyFile.Write(stream, points);
            return;
        }

        using StreamWriter writer = new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" };
        writer.WriteLine(string.Join(',', Enumerable.Range(1, points.Dimension).Select(column => $"x{column}")));
        string[] cells = new string[points.Dimension];
        for (int row = 0; row < points.Count; row++)
        {
            for (int column = 0; column < points.Dimension; column++)
            {
                cells[column] = points[row, column].ToString("R", CultureInfo.InvariantCulture);
            }

            writer.WriteLine(string.Join(',', cells));
        }
    }
}
