using Samovar.Diffusions;
using Samovar.Objectives;
using Samovar.Targets;
using Samovar.Training;

namespace Samovar.Methods;

/// <summary>A controlled diffusion trained by the variance of its log-weights.</summary>
[Catalogued("vargrad")]
public sealed class VarGrad : IMethod
{
    /// <inheritdoc/>
    public string Summary => "controlled diffusion by the log-variance loss; weights and log Z; can miss modes";

    /// <inheritdoc/>
    public Citation Source => LogVariance.Paper;

    /// <inheritdoc/>
    public IReadOnlyList<string> Presets => PathPreset.Names;

    /// <inheritdoc/>
    public IEnumerable<string> Problems(ITarget target, string preset) => [];

    /// <inheritdoc/>
    public TrainingSession Start(ITarget target, string preset, ulong seed, int? steps = null)
    {
        PathPreset settings = PathPreset.For(preset);
        return settings.Start(target, new LogVariance(settings.Options), ReferenceProcess.Brownian, seed, steps);
    }
}
