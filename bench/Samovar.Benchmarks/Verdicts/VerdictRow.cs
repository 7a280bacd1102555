using Samovar.Runs;

namespace Samovar.Benchmarks.Verdicts;

/// <summary>One verdict of the study, as a line of the file that runs of the study add to.</summary>
/// <param name="Subject">What was sampled.</param>
/// <param name="Case">The case.</param>
/// <param name="Kind">"good", or the kind of fault.</param>
/// <param name="Seed">Seed of the draws.</param>
/// <param name="Level">The verdict.</param>
/// <param name="Checks">The checks that were not green.</param>
internal sealed record VerdictRow(string Subject, string Case, string Kind, int Seed, Severity Level, string Checks)
{
    /// <summary>Whether nothing is wrong with the sampler.</summary>
    public bool IsGood => Kind == "good";

    /// <summary>The row of a judged run.</summary>
    public static VerdictRow Of(string subject, string name, string kind, int seed, Run run) => new(
        subject, name, kind, seed, run.Findings.Count == 0 ? Severity.Green : run.Findings.Max(finding => finding.Severity),
        string.Join(", ", run.Findings.Where(finding => finding.Severity > Severity.Green).Select(finding => finding.Check).Distinct()));

    /// <summary>The row as tab-separated text.</summary>
    public string Line => string.Join('\t', Subject, Case, Kind, Seed, Level, Checks);

    /// <summary>Reads what <see cref="Line"/> wrote.</summary>
    public static VerdictRow Parse(string line)
    {
        string[] parts = line.Split('\t');
        return new VerdictRow(parts[0], parts[1], parts[2], int.Parse(parts[3], System.Globalization.CultureInfo.InvariantCulture), Enum.Parse<Severity>(parts[4]), parts[5]);
    }
}
