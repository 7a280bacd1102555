using Samovar.Cli.Catalogue;
using Samovar.Compute;
using Samovar.Runs;
using Samovar.Samplers;

namespace Samovar.Cli.Commands;

/// <summary>A run whose method drew without training; its draws are all there is.</summary>
/// <param name="Folder">The folder.</param>
/// <param name="Subject">The density.</param>
/// <param name="Source">The method's paper.</param>
/// <param name="Samples">[n, d] the draws.</param>
/// <param name="Weights">[n] weights that sum to 1, or null where all draws weigh the same.</param>
/// <param name="Record">What the method spent and said.</param>
internal sealed record DrawnRun(
    RunFolder Folder, Subject Subject, Citation Source, Batch Samples, IReadOnlyList<double>? Weights, SamplingRecord Record)
    : OpenedRun(Folder, Subject, Source)
{
    private const int UsualDraws = 10_000;

    /// <inheritdoc/>
    internal override Run Past() => new(Plan, new RunOutcome.Completed(), [], Record.Cost, Record.Seconds) { Sampling = Record };

    /// <summary>Portions of stored draws: each from a stretch of its own, so that their scatter shows whether chains agree.</summary>
    /// <inheritdoc/>
    internal override IReadOnlyList<Draws> Portions(int count, int repeats)
    {
        int portion = Math.Min(count, Samples.Count);
        int portions = Math.Clamp(Samples.Count / portion, 1, repeats);
        Batch thinned = Thinned(portion * portions);
        return [.. Enumerable.Range(0, portions).Select(index => new Draws(thinned.Slice(index * portion, portion), EvaluationCost.None))];
    }

    /// <inheritdoc/>
    internal override string? DrawingProblem(int? count, ulong? seed) =>
        seed is not null && seed != Plan.Seed
            ? $"--seed is '{seed}', but '{Plan.Method}' drew without training, with seed {Plan.Seed}. Leave it out, or draw again: {Again(count, seed)}"
            : count > Samples.Count
                ? $"--count is '{count}', but '{Plan.Method}' drew without training and left {Samples.Count} draws. Ask for fewer, or draw again: {Again(count, seed)}"
                : null;

    /// <summary>The command that makes the draws asked for: those that are here with another number, or another seed; the next one where none was asked for.</summary>
    private string Again(int? count, ulong? seed)
    {
        ulong other = seed is { } asked && asked != Plan.Seed ? asked : unchecked(Plan.Seed + 1);
        return Folder.Manifest.Command.Replace($"--count {Plan.Draws} --seed {Plan.Seed}", $"--count {count ?? Plan.Draws} --seed {other}", StringComparison.Ordinal);
    }

    /// <inheritdoc/>
    internal override Draws Draw(int? count, ulong seed, bool weighted)
    {
        int wanted = count ?? Math.Min(UsualDraws, Samples.Count);
        return weighted && Weights is not null ? Spaced(wanted, Weights) : new Draws(Thinned(wanted), EvaluationCost.None);
    }

    /// <summary>Draws as they are, with their weights: rows at equal distances.</summary>
    private Draws Spaced(int count, IReadOnlyList<double> weights)
    {
        int[] rows = [.. Enumerable.Range(0, count).Select(place => (int)((long)place * Samples.Count / count))];
        Batch points = new(count, Samples.Dimension);
        foreach ((int place, int row) in rows.Index())
        {
            Samples.Row(row).CopyTo(points.Row(place));
        }

        return new Draws(points, EvaluationCost.None) { LogWeights = [.. rows.Select(row => Math.Log(weights[row]))] };
    }

    /// <summary>Draws of equal weight: rows at equal distances along the sum of weights, as in systematic resampling.</summary>
    private Batch Thinned(int count)
    {
        Batch thinned = new(count, Samples.Dimension);
        int row = 0;
        double reached = WeightOf(0);
        for (int place = 0; place < count; place++)
        {
            double wanted = (place + 0.5) / count;
            while (reached < wanted && row < Samples.Count - 1)
            {
                row++;
                reached += WeightOf(row);
            }

            Samples.Row(row).CopyTo(thinned.Row(place));
        }

        return thinned;
    }

    private double WeightOf(int row) => Weights is null ? 1.0 / Samples.Count : Weights[row];
}
