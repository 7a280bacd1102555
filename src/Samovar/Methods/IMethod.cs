using Samovar.Targets;
using Samovar.Training;

namespace Samovar.Methods;

/// <summary>A sampler, an objective and their settings under the name that the field uses.</summary>
public interface IMethod
{
    /// <summary>One line for lists.</summary>
    string Summary { get; }

    /// <summary>The paper.</summary>
    Citation Source { get; }

    /// <summary>The settings on offer, such as "quick", "default" and "paper".</summary>
    IReadOnlyList<string> Presets { get; }

    /// <summary>Everything that would keep this method from training on a target; empty if nothing does.</summary>
    /// <param name="target">The density to learn.</param>
    /// <param name="preset">One of <see cref="Presets"/>.</param>
    IEnumerable<string> Problems(ITarget target, string preset);

    /// <summary>Builds everything a run needs, before its first step.</summary>
    /// <param name="target">The density to learn.</param>
    /// <param name="preset">One of <see cref="Presets"/>.</param>
    /// <param name="seed">Seed of all randomness.</param>
    /// <param name="steps">Steps of the whole schedule, at least 1; null for the preset's number.</param>
    /// <exception cref="MarkovChains.SamplingFailedException">The method begins with draws of the target, and finds none.</exception>
    TrainingSession Start(ITarget target, string preset, ulong seed, int? steps = null);
}
