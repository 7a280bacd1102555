using Samovar.Cli.Commands;
using Samovar.MarkovChains;
using Samovar.Methods;
using Samovar.Runs;
using Samovar.Targets;
using Samovar.Training;

namespace Samovar.Cli.Catalogue;

/// <summary>A method that trains, by energies or by data, as one thing for the commands.</summary>
/// <param name="name">Its name.</param>
/// <param name="fromEnergies">How it learns from energies, or null.</param>
/// <param name="fromData">How it learns from data, or null.</param>
internal sealed class Learner(string name, IMethod? fromEnergies, IDataMethod? fromData)
{
    /// <summary>The paper.</summary>
    internal Citation Source => fromEnergies?.Source ?? fromData!.Source;

    /// <summary>Its options in full when some are given: those, and the defaults of the others.</summary>
    internal SortedDictionary<string, string> Effective(IReadOnlyDictionary<string, string> options) =>
        OptionBinder.Effective((fromEnergies ?? (object)fromData!).GetType(), options);

    /// <summary>The settings on offer for a subject; all where there is none yet.</summary>
    internal IReadOnlyList<string> Presets(Subject? subject) => subject switch
    {
        DataSubject => fromData?.Presets ?? [],
        DensitySubject => fromEnergies?.Presets ?? [],
        _ => fromEnergies?.Presets ?? fromData!.Presets,
    };

    /// <summary>Why it cannot learn from a kind of subject, or null if it can.</summary>
    internal string? Mismatch(Subject subject, string called, IdeaCatalogue catalogue) => subject switch
    {
        DataSubject when fromData is null =>
            $"'{called}' is a data set, which has no energy, and method '{name}' needs one. Methods that learn from data: {Names(catalogue.DataMethods)}.",
        DensitySubject when fromEnergies is null =>
            $"'{called}' is an energy, and method '{name}' learns from data. Methods that learn from energies: {Names(catalogue.Methods)}.",
        _ => null,
    };

    /// <summary>Everything that keeps it from learning.</summary>
    internal IEnumerable<string> Problems(Subject subject, string preset) => subject switch
    {
        DataSubject data => fromData!.Problems(data.Data, preset),
        DensitySubject density => fromEnergies!.Problems(density.Target, preset),
        _ => throw new InvalidOperationException($"Unknown subject {subject}."),
    };

    /// <summary>Builds everything a run needs, before its first step.</summary>
    /// <exception cref="ProblemException">It begins with draws of the target, and finds none.</exception>
    internal TrainingSession Start(Subject subject, RunPlan plan, int? steps) => subject switch
    {
        DataSubject data => fromData!.Start(data.Data, plan.Preset, plan.Seed, steps),
        DensitySubject density => Start(density.Target, plan, steps),
        _ => throw new InvalidOperationException($"Unknown subject {subject}."),
    };

    private TrainingSession Start(ITarget target, RunPlan plan, int? steps)
    {
        try
        {
            return fromEnergies!.Start(target, plan.Preset, plan.Seed, steps);
        }
        catch (SamplingFailedException exception)
        {
            throw new ProblemException(
                $"Method '{name}' begins with draws of '{plan.Target}', and finds none. {exception.Message} Where an energy is +∞ nearly everywhere, "
                + "a steep but finite wall leads to its support; 'samovar check' shows where it is finite.",
                exception);
        }
    }

    private static string Names(IReadOnlyList<CatalogueEntry> entries) => string.Join(", ", entries.Select(entry => entry.Name));
}
