using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Samovar.Cli.Catalogue;
using Samovar.Cli.Commands;
using Samovar.Runs;

namespace Samovar.Cli.Bench;

/// <summary>A place in a suite file.</summary>
/// <param name="File">The file, as the user calls it.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column, from 1.</param>
internal readonly record struct Place(string File, long Line, long Column)
{
    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{File}:{Line}:{Column}");
}

/// <summary>A target of a suite.</summary>
/// <param name="Label">What the suite calls it.</param>
/// <param name="Name">Catalogue name, or a C# file.</param>
/// <param name="Options">Its options by name.</param>
/// <param name="Place">Where it is said.</param>
internal sealed record SuiteTarget(string Label, string Name, SortedDictionary<string, string> Options, Place Place);

/// <summary>A method of a suite with its settings.</summary>
/// <param name="Label">What the suite calls it.</param>
/// <param name="Name">Catalogue name.</param>
/// <param name="Options">Options of a method that draws without training, by name.</param>
/// <param name="Place">Where it is said.</param>
internal sealed record SuiteMethod(string Label, string Name, SortedDictionary<string, string> Options, Place Place)
{
    /// <summary>Preset of a method that trains, or null for the usual one.</summary>
    internal string? Preset { get; init; }

    /// <summary>Training steps as text; null for those of the preset, or of the budget.</summary>
    internal string? Steps { get; init; }
}

/// <summary>What each cell may spend, as the suite says it.</summary>
/// <param name="Evaluations">Energies and scores, such as "20M", or null.</param>
/// <param name="Time">Wall time, such as "30s", or null.</param>
internal sealed record SuiteBudget(string? Evaluations, string? Time)
{
    /// <summary>True if there is no limit.</summary>
    internal bool IsEmpty => Evaluations is null && Time is null;

    /// <summary>The limits in numbers, so that 20M and 20000000 are the same.</summary>
    internal string Canonical => string.Create(
        CultureInfo.InvariantCulture, $"{Values.Count(string.Empty, Evaluations, new Problems())} {Values.Duration(string.Empty, Time, new Problems())?.TotalSeconds}");
}

/// <summary>A grid of runs: methods × targets × seeds.</summary>
/// <param name="Name">Its name, which is that of its folder.</param>
/// <param name="Targets">The targets.</param>
/// <param name="Methods">The methods.</param>
/// <param name="Seeds">The seeds.</param>
internal sealed record BenchSuite(string Name, IReadOnlyList<SuiteTarget> Targets, IReadOnlyList<SuiteMethod> Methods, IReadOnlyList<ulong> Seeds)
{
    /// <summary>What each cell may spend; without limits each method does what its settings say.</summary>
    internal SuiteBudget Budget { get; init; } = new(null, null);

    /// <summary>Draws per repetition of each metric.</summary>
    internal int Draws { get; init; } = 1_000;

    /// <summary>Repetitions of each metric.</summary>
    internal int Repeats { get; init; } = 3;

    /// <summary>Metrics to show, by name; empty for the usual ones.</summary>
    internal IReadOnlyList<string> Show { get; init; } = [];

    /// <summary>The metric that decides whether draws are good enough to count a break-even; null for the usual one.</summary>
    internal string? Quality { get; init; }

    /// <summary>The cells: one seed of everything before the next, so that a table fills evenly.</summary>
    internal IEnumerable<BenchCell> Cells() =>
        from seed in Seeds
        from target in Targets
        from method in Methods
        select new BenchCell(this, target, method, seed);
}

/// <summary>One run of a grid.</summary>
/// <param name="Suite">The grid.</param>
/// <param name="Target">The target.</param>
/// <param name="Method">The method.</param>
/// <param name="Seed">The seed.</param>
internal sealed record BenchCell(BenchSuite Suite, SuiteTarget Target, SuiteMethod Method, ulong Seed)
{
    /// <summary>Name of its folder.</summary>
    internal string Name => string.Create(CultureInfo.InvariantCulture, $"{Target.Label}-{Method.Label}-seed{Seed}");

    /// <summary>What its run remembers of it.</summary>
    /// <param name="folder">Where relative paths of the suite start from.</param>
    internal RunCell Record(string folder) => new(Suite.Name, Target.Label, Method.Label, Definition(folder));

    /// <summary>Digest of everything that the result depends on; the name of the suite, labels and what is shown are none of it.</summary>
    private string Definition(string folder)
    {
        string[] words =
        [
            "cell-1", Target.Name, .. Target.Options.Select(option => $"{option.Key}={option.Value}"), .. Files(folder), Method.Name, Method.Preset ?? string.Empty,
            Method.Steps ?? string.Empty, .. Method.Options.Select(option => $"{option.Key}={option.Value}"), Number(Seed), Suite.Budget.Canonical,
            Number(Suite.Draws), Number(Suite.Repeats),
        ];
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(words))))[..16];
    }

    /// <summary>Digests of the files that the target is made from.</summary>
    private IEnumerable<string> Files(string folder) => Target.Options.Values.Append(Target.Name)
        .Select(text => Path.GetFullPath(text, folder))
        .Where(File.Exists)
        .Select(path => RunInput.Of(path).Sha256);

    private static string Number<T>(T value)
        where T : IFormattable => value.ToString(null, CultureInfo.InvariantCulture);
}
