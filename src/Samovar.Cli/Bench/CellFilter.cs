using Samovar.Cli.Catalogue;

namespace Samovar.Cli.Bench;

/// <summary>Chooses some cells of a grid, by target, method or seed.</summary>
internal sealed class CellFilter
{
    private static readonly string[] Axes = ["target", "method", "seed"];

    private readonly ILookup<string, string> wanted;

    private CellFilter(ILookup<string, string> wanted) => this.wanted = wanted;

    /// <summary>Reads texts such as "target=mog40" or "method=pt,smc"; of several values of one axis any will do, and all axes must agree.</summary>
    internal static CellFilter Of(IReadOnlyList<string> texts, BenchSuite suite, Problems problems)
    {
        List<(string Axis, string Value)> pairs = [];
        foreach (string text in texts)
        {
            int sign = text.IndexOf('=', StringComparison.Ordinal);
            string axis = sign < 0 ? string.Empty : text[..sign];
            if (!Axes.Contains(axis))
            {
                problems.Add($"--only is '{text}'; it should be target=NAME, method=NAME or seed=N, with commas between several.");
                continue;
            }

            string[] known = [.. suite.Cells().Select(cell => Value(cell, axis)).Distinct(StringComparer.Ordinal)];
            foreach (string value in text[(sign + 1)..].Split(',', StringSplitOptions.TrimEntries))
            {
                pairs.Add((axis, value));
                if (!known.Contains(value))
                {
                    problems.Add($"--only: the suite has no {axis} '{value}'. It has: {string.Join(", ", known)}.");
                }
            }
        }

        return new CellFilter(pairs.ToLookup(pair => pair.Axis, pair => pair.Value));
    }

    /// <summary>True if a cell is wanted.</summary>
    internal bool Admits(BenchCell cell) => wanted.All(axis => axis.Contains(Value(cell, axis.Key)));

    private static string Value(BenchCell cell, string axis) => axis switch
    {
        "target" => cell.Target.Label,
        "method" => cell.Method.Label,
        _ => $"{cell.Seed}",
    };
}
