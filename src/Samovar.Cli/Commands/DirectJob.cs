using Samovar.Methods;
using Samovar.Runs;
using Samovar.Targets;

namespace Samovar.Cli.Commands;

/// <summary>Draws without training that can start at once: nothing is wrong as far as can be known.</summary>
/// <param name="Method">What draws.</param>
/// <param name="Target">The density.</param>
/// <param name="Location">Folder of the run; made when there are draws.</param>
/// <param name="Manifest">What the run is.</param>
internal sealed record DirectJob(IDirectMethod Method, ITarget Target, string Location, RunManifest Manifest)
{
    /// <summary>What should be known of the target before anybody trusts draws from it; drawing goes on, and the verdict remembers.</summary>
    internal IReadOnlyList<Finding> Doubts { get; init; } = [];
}

/// <summary>The words of a 'sample' command with a method, not yet verified.</summary>
/// <param name="Target">What the user calls the target, or null.</param>
/// <param name="TargetOptions">The target's options by name.</param>
/// <param name="Method">Catalogue name of the method.</param>
/// <param name="MethodOptions">The method's options by name.</param>
internal sealed record DirectWords(
    string? Target, SortedDictionary<string, string> TargetOptions, string Method, SortedDictionary<string, string> MethodOptions)
{
    /// <summary>The run's folder, or null.</summary>
    internal string? Out { get; init; }

    /// <summary>Number of draws as text, or null.</summary>
    internal string? Count { get; init; }

    /// <summary>The seed as text, or null.</summary>
    internal string? Seed { get; init; }

    /// <summary>Number of threads as text, or null.</summary>
    internal string? Threads { get; init; }

    /// <summary>Evaluations to spend as text, or null.</summary>
    internal string? MaximumEvaluations { get; init; }

    /// <summary>Time to spend as text, or null.</summary>
    internal string? MaximumTime { get; init; }

    /// <summary>The cell of a benchmark that the run fills, or null.</summary>
    internal RunCell? Cell { get; init; }

    /// <summary>Whether findings make the command fail.</summary>
    internal bool Strict { get; init; }
}
