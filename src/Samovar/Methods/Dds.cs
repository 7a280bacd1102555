using Samovar.Diffusions;
using Samovar.Objectives;
using Samovar.Targets;
using Samovar.Training;

namespace Samovar.Methods;

/// <summary>A controlled Ornstein–Uhlenbeck process trained by the path KL: the denoising diffusion sampler.</summary>
/// <param name="settings">What is chosen for the target.</param>
[Catalogued("dds")]
public sealed class Dds(PathKlSettings settings) : IMethod
{
    /// <summary>The start is forgotten up to e^−3.</summary>
    private const double Strength = 6;

    /// <summary>Measures the target for its width.</summary>
    public Dds()
        : this(new PathKlSettings())
    {
    }

    /// <inheritdoc/>
    public string Summary => "controlled Ornstein–Uhlenbeck process by the path KL; weights and log Z; loses modes that its first paths miss";

    /// <inheritdoc/>
    public Citation Source => PathKl.DenoisingPaper;

    /// <inheritdoc/>
    public IReadOnlyList<string> Presets => PathKlPreset.Names;

    /// <inheritdoc/>
    public IEnumerable<string> Problems(ITarget target, string preset) => settings.Strength is null || preset == "paper"
        ? []
        : [$"The option strength is of preset 'paper'; preset '{preset}' forgets its start up to e^−3 whatever the target is. Leave it out."];

    /// <inheritdoc/>
    public TrainingSession Start(ITarget target, string preset, ulong seed, int? steps = null) => PathKlPreset.Start(
        target, preset, settings, (width, lengths) => ReferenceProcess.OrnsteinUhlenbeck(width, Strength, lengths), Released(settings.Strength ?? 1), seed, steps);

    /// <summary>128 steps in 6.4 units of time; the rate of most of its targets, without its limit on single elements of the gradient: the norm is limited (ours).</summary>
    private static PaperPath Released(double strength) => new(
        11_000, width => ReferenceProcess.Denoising(width, strength, 6.4, 128).WithGains(1 / width),
        new AdamOptions { LearningRate = 1e-4, Schedule = LearningRateSchedule.Constant, Beta2 = 0.999, ClipNorm = 1 }, HiddenLayers: 2, ScoreWeight: 0, ScoreLimit: 100);
}
