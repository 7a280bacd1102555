using System.CommandLine;
using Samovar.Cli.Catalogue;
using Samovar.Runs;
using Samovar.Samplers;

namespace Samovar.Cli.Commands;

/// <summary>Scores rows by the energy that a run has learned.</summary>
internal sealed class ScoreCommand : ICommand
{
    private readonly Argument<string?> run = SharedOptions.Run();
    private readonly Option<string?> data = SharedOptions.Text("--data", "FILE", "Rows to score (.csv or .npy), with the columns that the run learned from; others are passed over.");
    private readonly Option<string?> file = SharedOptions.Text("--out", "FILE.csv", "Where the scores go. Default: the console.");
    private readonly Option<bool> json = SharedOptions.Json();
    private readonly Option<bool> quiet = SharedOptions.Quiet();

    internal ScoreCommand()
    {
        Syntax.Add(run);
        foreach (Option option in new Option[] { data, file, json, quiet })
        {
            Syntax.Add(option);
        }
    }

    /// <inheritdoc/>
    public Command Syntax { get; } = new("score", "Score rows by a learned energy: energy, log-density up to a constant, and rank from the strangest on.");

    /// <inheritdoc/>
    public int Run(ParseResult arguments, Host host, Problems problems)
    {
        OpenedRun? opened = new RunOpener(new IdeaCatalogue(host.Assemblies), host).OpenDrawable(arguments.GetValue(run), problems);
        string? path = Destination(arguments.GetValue(file), host, problems);
        string? rows = arguments.GetValue(data);
        if (rows is null)
        {
            problems.Add("Which rows should be scored? Give --data FILE.csv or FILE.npy.");
        }

        if (opened is not null && opened is not TrainedRun { Subject: DataSubject, Session.Sampler: IEnergyModel })
        {
            problems.Add($"'{opened.Plan.Method}' learns no energy of data, so it cannot score rows. Train one: samovar train --data FILE.csv --method gcd");
        }

        if (problems.Any || opened is not TrainedRun { Subject: DataSubject subject, Session.Sampler: IEnergyModel model })
        {
            return ExitCode.Usage;
        }

        RowScores scores = RowScores.Of(model, subject.Data.ReadMore(host.FullPath(rows!)), subject.Data.HeldOut);
        if (arguments.GetValue(json))
        {
            host.Output.WriteLine(JsonText.Of(scores.Rows));
        }
        else if (path is null)
        {
            scores.WriteTo(host.Output);
        }

        if (path is not null)
        {
            AtomicFile.WriteText(path, scores.Csv());
        }

        if (path is not null && !arguments.GetValue(json) && !arguments.GetValue(quiet))
        {
            Tell(host, path, scores);
        }

        return ExitCode.Done;
    }

    private static void Tell(Host host, string path, RowScores scores)
    {
        host.Output.WriteLine($"{Phrases.Count(scores.Rows.Count)} rows scored into {host.ShortPath(path)}");
        string strangest = string.Join(", ", scores.Rows.OrderBy(row => row.AnomalyRank).ThenBy(row => row.Row).Take(5).Select(row => $"{row.Row} ({row.Energy:F3})"));
        host.Output.WriteLine($"Strangest rows, with their energies: {strangest}");
    }

    private static string? Destination(string? text, Host host, Problems problems)
    {
        if (text is null)
        {
            return null;
        }

        string path = host.FullPath(text);
        if (!path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase))
        {
            problems.Add($"--out is '{text}'; it should end in .csv.");
        }

        if (Directory.Exists(path) || !Directory.Exists(Path.GetDirectoryName(path)))
        {
            problems.Add($"--out is '{text}', {(Directory.Exists(path) ? "which is a folder; it should be a file." : "but its folder does not exist. Make it first.")}");
        }

        return path;
    }
}
