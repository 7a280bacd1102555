using Samovar.Data;
using Samovar.Training;

namespace Samovar.Methods;

/// <summary>A method that learns from data: a sampler, an objective and their settings under the name that the field uses.</summary>
/// <remarks>A class may be <see cref="IMethod"/> as well and learn from energies under the same name.</remarks>
public interface IDataMethod
{
    /// <summary>One line for lists.</summary>
    string Summary { get; }

    /// <summary>The paper.</summary>
    Citation Source { get; }

    /// <summary>The settings on offer, such as "quick" and "default".</summary>
    IReadOnlyList<string> Presets { get; }

    /// <summary>Everything that would keep this method from learning from a data set; empty if nothing does.</summary>
    /// <param name="data">The rows to learn from.</param>
    /// <param name="preset">One of <see cref="Presets"/>.</param>
    IEnumerable<string> Problems(DataSet data, string preset);

    /// <summary>Builds everything a run needs, before its first step.</summary>
    /// <param name="data">The rows to learn from.</param>
    /// <param name="preset">One of <see cref="Presets"/>.</param>
    /// <param name="seed">Seed of all randomness.</param>
    /// <param name="steps">Steps of the whole schedule, at least 1; null for the preset's number.</param>
    /// <returns>A session whose sampler is an <see cref="Samplers.IFreeSampler"/>.</returns>
    TrainingSession Start(DataSet data, string preset, ulong seed, int? steps = null);
}
