using Samovar.Runs;

namespace Samovar.Checks;

/// <summary>The sum of what the checks found.</summary>
/// <param name="Level">The worst severity; green if nothing was found.</param>
/// <param name="Findings">The findings, worst first, otherwise in the order of the checks.</param>
public sealed record Verdict(Severity Level, IReadOnlyList<Finding> Findings)
{
    /// <summary>Sums up findings; what two of them say alike is said once.</summary>
    /// <param name="findings">Findings of any origin.</param>
    public static Verdict Of(IEnumerable<Finding> findings)
    {
        Finding[] ordered = findings.Distinct().OrderByDescending(finding => finding.Severity).ToArray();
        return new Verdict(ordered.Length == 0 ? Severity.Green : ordered[0].Severity, ordered);
    }

    /// <summary>Lets checks look at a run.</summary>
    /// <param name="run">The run, with its measurements.</param>
    /// <param name="checks">The checks.</param>
    public static Verdict On(Run run, IEnumerable<IRunCheck> checks) => Of(checks.SelectMany(check => check.Examine(run)));

    /// <summary>Every check of this library, in the order of their names.</summary>
    public static IReadOnlyList<IRunCheck> EveryCheck() =>
        typeof(Verdict).Assembly.GetTypes()
            .Where(type => type is { IsAbstract: false, IsPublic: true } && type.IsAssignableTo(typeof(IRunCheck)) && type.GetConstructor([]) is not null)
            .OrderBy(type => type.Name, StringComparer.Ordinal)
            .Select(type => (IRunCheck)Activator.CreateInstance(type)!)
            .ToArray();
}
