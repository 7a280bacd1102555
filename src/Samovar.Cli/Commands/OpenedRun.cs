using Samovar.Cli.Catalogue;
using Samovar.Runs;
using Samovar.Samplers;

namespace Samovar.Cli.Commands;

/// <summary>A run with everything rebuilt from its folder.</summary>
/// <param name="Folder">The folder.</param>
/// <param name="Subject">What it is about.</param>
/// <param name="Source">The method's paper.</param>
internal abstract record OpenedRun(RunFolder Folder, Subject Subject, Citation Source)
{
    /// <summary>Name of the copy of a target file inside the run's folder.</summary>
    internal const string TargetCopy = "target.cs";

    /// <summary>What was asked for.</summary>
    internal RunPlan Plan => Folder.Manifest.Plan;

    /// <summary>The run as its folder tells it, without measurements.</summary>
    internal abstract Run Past();

    /// <summary>Draws to measure, in independent portions.</summary>
    /// <param name="count">Draws per portion, at least 1; fewer where there are not so many.</param>
    /// <param name="repeats">Number of portions, at least 1; fewer where there are not so many draws.</param>
    internal abstract IReadOnlyList<Draws> Portions(int count, int repeats);

    /// <summary>What drawing costs once training is paid; null for a method that draws without training. Asked after portions were drawn, which compiled what drawing runs.</summary>
    /// <param name="clock">Source of time.</param>
    internal virtual DrawingCost? Drawing(TimeProvider clock) => null;

    /// <summary>Why so many draws cannot be had, or null if they can.</summary>
    /// <param name="count">Number of draws, or null if the user did not say.</param>
    /// <param name="seed">Seed that the user gave, or null.</param>
    internal abstract string? DrawingProblem(int? count, ulong? seed);

    /// <summary>Draws for the user.</summary>
    /// <param name="count">Number of draws, or null for the usual number.</param>
    /// <param name="seed">Seed of the draws.</param>
    /// <param name="weighted">Whether stored draws with weights are handed out as they are; otherwise they are resampled to equal weight.</param>
    /// <returns>The draws; with log-weights where the sampler has them, and where stored ones were asked for as they are.</returns>
    internal abstract Draws Draw(int? count, ulong seed, bool weighted);
}
