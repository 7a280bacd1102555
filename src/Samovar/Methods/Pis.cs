using Samovar.Diffusions;
using Samovar.Objectives;
using Samovar.Targets;
using Samovar.Training;

namespace Samovar.Methods;

/// <summary>A controlled Brownian motion trained by the path KL: the path integral sampler.</summary>
/// <param name="settings">What is chosen for the target.</param>
[Catalogued("pis")]
public sealed class Pis(PathKlSettings settings) : IMethod
{
    /// <summary>What the released processes take to their end, in 100 steps.</summary>
    private const double Time = 5;

    /// <summary>Rate 5e-3, multiplied by 0.95 after every 50 of 1500 steps, here by a cosine to the same end after 30 steps of warm-up (ours); betas of the library's default.</summary>
    private static readonly PaperPath Released = new(
        1_500, width => ReferenceProcess.Brownian(width, TimeGrid.Uniform(100)).WithGains(Math.Sqrt(Time)),
        new AdamOptions { LearningRate = 5e-3, FinalShare = 0.21, Beta2 = 0.999 }, HiddenLayers: 3, ScoreWeight: 0.01, ScoreLimit: 1e4);

    /// <summary>Measures the target for its width.</summary>
    public Pis()
        : this(new PathKlSettings())
    {
    }

    /// <inheritdoc/>
    public string Summary => "controlled Brownian motion by the path KL; weights and log Z; loses modes that its first paths miss";

    /// <inheritdoc/>
    public Citation Source => PathKl.Paper;

    /// <inheritdoc/>
    public IReadOnlyList<string> Presets => PathKlPreset.Names;

    /// <inheritdoc/>
    public IEnumerable<string> Problems(ITarget target, string preset) =>
        settings.Strength is null ? [] : ["The option strength is α of method 'dds'; 'pis' moves by Brownian motion, which has none. Leave it out."];

    /// <inheritdoc/>
    public TrainingSession Start(ITarget target, string preset, ulong seed, int? steps = null) =>
        PathKlPreset.Start(target, preset, settings, ReferenceProcess.Brownian, Released, seed, steps);
}
