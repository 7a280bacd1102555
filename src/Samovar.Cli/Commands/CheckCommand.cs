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
        "Look for mistakes in an energy, and for what samplers want to know: score, curvature, tails, symmetries, scale, speed.");

    /// <inheritdoc/>
    public int Run(ParseResult arguments, Host host, Problems problems)
    {
        SortedDictionary<string, string> options = target.Options(arguments, problems);
        ulong? chosenSeed = Values.Seed(arguments.GetValue(seed), StandardSeed, problems);
        ITarget? found = null;
        IdeaCatalogue catalogue = new(host.Assemblies);
        if (target.Name(arguments) is { } name)
        {
            found = new TargetResolver(catalogue).Resolve(name, host, options, problems);
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
            host.Output.WriteLine(Json(found, report, Advice(catalogue, report)));
        }
        else
        {
            Write(found, report, Advice(catalogue, report), host);
        }

        return arguments.GetValue(strict) && report.Level > Severity.Green ? ExitCode.Findings : ExitCode.Done;
    }

    private static void Write(ITarget found, InspectionReport report, SamplingAdvice? advice, Host host)
    {
        host.Output.WriteLine($"{found.Name}, {found.Dimension} {(found.Dimension == 1 ? "dimension" : "dimensions")}");
        foreach (string line in report.Facts.Concat(report.Symmetries))
        {
            host.Output.WriteLine($"  {line}");
        }

        if (advice is not null)
        {
            host.Output.WriteLine();
            host.Output.WriteLine("Suggested");
            foreach (string sentence in advice.Sentences)
            {
                host.Output.WriteLine($"  {sentence}");
            }
        }

        host.Output.WriteLine();
        ResultTables.WriteVerdict(host.Console(host.Output), report.Level, report.Findings);
    }

    private static SamplingAdvice? Advice(IdeaCatalogue catalogue, InspectionReport report) =>
        report.Suggestion is { } suggestion ? SamplingAdvice.For(suggestion, catalogue) : null;

    private static string Json(ITarget found, InspectionReport report, SamplingAdvice? advice) => JsonText.Of(new
    {
        target = found.Name,
        dimension = found.Dimension,
        facts = report.Facts,
        symmetries = report.Symmetries,
        evaluationsPerSecond = report.EvaluationsPerSecond,
        suggestion = advice is null ? null : new
        {
            referenceWidth = report.Suggestion!.Extent,
            smallestNoise = report.Suggestion.SmallestNoise,
            largestNoise = report.Suggestion.Extent,
            chainsAgree = report.Suggestion.ChainsAgree,
            trained = advice.Trained,
            preset = advice.Preset,
            direct = advice.Direct,
        },
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
