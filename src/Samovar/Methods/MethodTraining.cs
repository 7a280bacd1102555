using System.Reflection;
using Samovar.Data;
using Samovar.Runs;
using Samovar.Targets;
using Samovar.Training;

namespace Samovar.Methods;

/// <summary>Training in one call, for programs. Checkpoints, time limits and observers: <see cref="Trainer"/>.</summary>
public static class MethodTraining
{
    /// <summary>Trains a sampler of a density from the first step to the last.</summary>
    /// <param name="method">The method.</param>
    /// <param name="target">The density to learn.</param>
    /// <param name="preset">One of <see cref="IMethod.Presets"/>.</param>
    /// <param name="seed">Seed of all randomness.</param>
    /// <param name="steps">Steps of the whole schedule, at least 1; null for the preset's number.</param>
    /// <param name="cancellation">Stops between two steps; what was learned until then is returned.</param>
    /// <returns>The sampler and how training went; look at <see cref="Run.Outcome"/>, because divergence is an outcome and not an exception.</returns>
    /// <exception cref="ArgumentException">The preset is unknown, or the method cannot learn this target; the message says why.</exception>
    public static TrainedSampler Train(
        this IMethod method, ITarget target, string preset = "default", ulong seed = 1, int? steps = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(method);
        ArgumentNullException.ThrowIfNull(target);
        Require(method.Presets, preset, () => method.Problems(target, preset));
        TrainingSession session = method.Start(target, preset, seed, steps);
        return new TrainedSampler(session.Sampler, target, Train(session, Plan(method, target.Name, preset, seed, session), cancellation));
    }

    /// <summary>Trains a sampler of the law that rows of data come from.</summary>
    /// <param name="method">The method.</param>
    /// <param name="data">The rows to learn from.</param>
    /// <param name="preset">One of <see cref="IDataMethod.Presets"/>.</param>
    /// <param name="seed">Seed of all randomness.</param>
    /// <param name="steps">Steps of the whole schedule, at least 1; null for the preset's number.</param>
    /// <param name="cancellation">Stops between two steps; what was learned until then is returned.</param>
    /// <returns>The sampler, which draws in the coordinates of <paramref name="data"/>, and how training went.</returns>
    /// <exception cref="ArgumentException">The preset is unknown, or the method cannot learn these data; the message says why.</exception>
    public static TrainedSampler Train(
        this IDataMethod method, DataSet data, string preset = "default", ulong seed = 1, int? steps = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(method);
        ArgumentNullException.ThrowIfNull(data);
        Require(method.Presets, preset, () => method.Problems(data, preset));
        TrainingSession session = method.Start(data, preset, seed, steps);
        return new TrainedSampler(session.Sampler, null, Train(session, Plan(method, data.Name, preset, seed, session), cancellation));
    }

    private static Run Train(TrainingSession session, RunPlan plan, CancellationToken cancellation) =>
        new Trainer(new TrainerOptions(), TimeProvider.System).Train(session, plan, history: [], observer: null, cancellation);

    private static RunPlan Plan(object method, string subject, string preset, ulong seed, TrainingSession session) =>
        new(subject, new SortedDictionary<string, string>(StringComparer.Ordinal), NameOf(method), preset, seed, session.PlannedSteps);

    private static string NameOf(object method) => method.GetType().GetCustomAttribute<CataloguedAttribute>()?.Name ?? method.GetType().Name;

    private static void Require(IReadOnlyList<string> presets, string preset, Func<IEnumerable<string>> problems)
    {
        if (!presets.Contains(preset))
        {
            throw new ArgumentException($"There is no preset '{preset}' here. Presets: {string.Join(", ", presets)}.", nameof(preset));
        }

        string[] found = [.. problems()];
        if (found.Length > 0)
        {
            throw new ArgumentException(string.Join(Environment.NewLine, found));
        }
    }
}
