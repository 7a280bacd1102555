using System.CommandLine;
using Samovar.Checks;
using Samovar.Cli.Catalogue;
using Samovar.Compute.Randomness;
using Samovar.Runs;
using Samovar.Targets;

namespace Samovar.Cli.Commands;

/// <summary>Looks at an energy before anything is trained on it.</summary>
internal sealed class CheckCommand : ICommand
{
    private const ulong StandardSeed = 1;

    private readonly TargetSyntax target = new();
    private readonly Option<string?> seed = SharedOptions.Text("--seed", "N", "Seed of the points that are tried. Default: 1.");
    private readonly Option<bool> strict = SharedOptions.Strict();
    private readonly Option<bool> json = SharedOptions.Json();

    internal CheckCommand()
    {
        target.AddTo(Syntax);
        foreach (Option option in new Option[] { seed, strict, json })
        {
            Syntax.Add(option);
        }
    }

    /// <inheritdoc/>
    public Command Syntax { get; } = new(
        "check",
        "Look for mistakes in an energy: wrong score, numbers that are not finite, density that cannot be normalized.");

    /// <inheritdoc/>
    public int Run(ParseResult arguments, Host host, Problems problems)
    {
        SortedDictionary<string, string> options = target.Options(arguments, problems);
        ulong? chosenSeed = Values.Seed(arguments.GetValue(seed), StandardSeed, problems);
        ITarget? found = null;
        if (target.Name(arguments) is { } name)
        {
            found = new TargetResolver(new IdeaCatalogue(host.Assemblies)).Resolve(name, host, options, problems);
        }
        else
        {
            problems.Add("Which target? Name one of 'samovar targets', or a C# file.");
        }

        if (problems.Any || found is null)
        {
            return ExitCode.Usage;
        }

        InspectionReport report = TargetInspection.Inspect(found, RandomStream.FromSeed(chosenSeed!.Value), host.Clock);
        if (arguments.GetValue(json))
        {
            host.Output.WriteLine(Json(found, report));
        }
        else
        {
            Write(found, report, host);
        }

        return arguments.GetValue(strict) && report.Level > Severity.Green ? ExitCode.Findings : ExitCode.Done;
    }

    private static void Write(ITarget found, InspectionReport report, Host host)
    {
        host.Output.WriteLine($"{found.Name}, {found.Dimension} {(found.Dimension == 1 ? "dimension" : "dimensions")}");
        foreach (string fact in report.Facts)
        {
            host.Output.WriteLine($"  {fact}");
        }

        host.Output.WriteLine();
        ResultTables.WriteVerdict(host.Console(host.Output), report.Level, report.Findings);
    }

    private static string Json(ITarget found, InspectionReport report) => JsonText.Of(new
    {
        target = found.Name,
        dimension = found.Dimension,
        facts = report.Facts,
        evaluationsPerSecond = report.EvaluationsPerSecond,
        verdict = new
        {
            level = report.Level.ToString().ToLowerInvariant(),
            findings = report.Findings.Select(finding => new
            {
                severity = finding.Severity.ToString().ToLowerInvariant(),
                check = finding.Check,
                message = finding.Message,
                advice = finding.Advice,
            }),
        },
    });
}
