using Samovar.Runs;

namespace Samovar.Cli.Commands;

/// <summary>A training run that can start at once: nothing is wrong with it as far as can be known.</summary>
/// <param name="Run">The rebuilt or new run.</param>
/// <param name="History">Records of earlier sessions.</param>
/// <param name="MaximumTime">Longest training time of this session, or null.</param>
internal sealed record TrainRequest(TrainedRun Run, IReadOnlyList<StepRecord> History, TimeSpan? MaximumTime);

/// <summary>The words of a 'train' command, not yet verified.</summary>
internal sealed record TrainWords(string? Target, SortedDictionary<string, string> Options)
{
    /// <summary>Catalogue name of the method, or null.</summary>
    internal string? Method { get; init; }

    /// <summary>The method's options by name.</summary>
    internal SortedDictionary<string, string> MethodOptions { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Name of the preset, or null.</summary>
    internal string? Preset { get; init; }

    /// <summary>The seed as text, or null.</summary>
    internal string? Seed { get; init; }

    /// <summary>The run's folder, or null.</summary>
    internal string? Out { get; init; }

    /// <summary>Number of steps as text, or null.</summary>
    internal string? Steps { get; init; }

    /// <summary>Longest time as text, or null.</summary>
    internal string? MaximumTime { get; init; }

    /// <summary>Most evaluations as text, or null.</summary>
    internal string? MaximumEvaluations { get; init; }

    /// <summary>The cell of a benchmark that the run fills, or null.</summary>
    internal RunCell? Cell { get; init; }

    /// <summary>Number of threads as text, or null.</summary>
    internal string? Threads { get; init; }
}
