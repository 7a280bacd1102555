using Samovar.Compute.Randomness;
using Samovar.Data;
using Samovar.Objectives;
using Samovar.Samplers;
using Samovar.Training;

namespace Samovar.Methods;

/// <summary>Contrastive divergence with short Langevin chains: the baseline that <see cref="Gcd"/> generalises.</summary>
[Catalogued("cd")]
public sealed class Cd : IDataMethod
{
    /// <inheritdoc/>
    public string Summary => "energy by short Langevin chains from the rows; draws need long chains: a baseline, not a tool";

    /// <inheritdoc/>
    public Citation Source => ContrastiveDivergence.Paper;

    /// <inheritdoc/>
    public IReadOnlyList<string> Presets { get; } = ["quick", "default"];

    /// <inheritdoc/>
    public IEnumerable<string> Problems(DataSet data, string preset) => [];

    /// <inheritdoc/>
    public TrainingSession Start(DataSet data, string preset, ulong seed, int? steps = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        double unit = Gcd.Unit(data.Training);
        EnergyLangevinOptions options = new() { Temperature = 0.1 / data.Dimension, StartDeviation = unit, StepSize = 0.005 * unit * unit };
        EnergyLangevin model = new(data.Dimension, options, RandomStream.FromSeed(seed).Named("weights"));
        return new DataSession<EnergyLangevin>(
            model, new ContrastiveDivergence(new ContrastiveDivergenceOptions()), data, seed, steps ?? (preset == "quick" ? 5_000 : 20_000));
    }
}
