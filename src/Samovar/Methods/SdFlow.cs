using Samovar.Compute.Randomness;
using Samovar.Data;
using Samovar.Objectives;
using Samovar.Samplers.Particles;
using Samovar.Training;

namespace Samovar.Methods;

/// <summary>Score-difference flow: particles, or a one-step generator, that follow the law of a data set.</summary>
[Catalogued("sd-flow")]
public sealed class SdFlow : IDataMethod
{
    /// <inheritdoc/>
    public string Summary => "particles that flow from noise to the data along the difference of two scores";

    /// <inheritdoc/>
    public Citation Source => ParticleTransport.Paper;

    /// <inheritdoc/>
    public IReadOnlyList<string> Presets { get; } = ["quick", "default"];

    /// <inheritdoc/>
    public IEnumerable<string> Problems(DataSet data, string preset) => [];

    /// <inheritdoc/>
    public TrainingSession Start(DataSet data, string preset, ulong seed, int? steps = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        ParticleFlowOptions options = new() { Steps = steps ?? (preset == "quick" ? 200 : 500) };
        ParticleFlow flow = new(data.Dimension, options, () => new ScoreDifference(new RowAttraction(data, 1024)), RandomStream.FromSeed(seed).Named("start"));
        return new DataSession<ParticleFlow>(flow, new ParticleTransport(), data, seed, options.Steps);
    }
}
