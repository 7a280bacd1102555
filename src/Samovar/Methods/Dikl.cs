using Samovar.Compute.Randomness;
using Samovar.Objectives;
using Samovar.Samplers;
using Samovar.Targets;
using Samovar.Training;

namespace Samovar.Methods;

/// <summary>Reverse diffusive KL: a one-step generator from an energy alone.</summary>
[Catalogued("dikl")]
public sealed class Dikl : IAdjustableMethod
{
    private const int FewDimensions = 4;

    /// <inheritdoc/>
    public string Summary => "one-step generator by reverse diffusive KL; covers modes; no density, so no weights and no log Z";

    /// <inheritdoc/>
    public Citation Source => ReverseDiffusiveKl.Paper;

    /// <inheritdoc/>
    public IReadOnlyList<string> Presets { get; } = ["quick", "default", "paper"];

    /// <inheritdoc/>
    public IEnumerable<string> Problems(ITarget target, string preset)
    {
        ArgumentNullException.ThrowIfNull(target);
        if (preset == "paper" && !DiklPaper.Targets.Contains(target.Name))
        {
            yield return $"Preset 'paper' of method 'dikl' is what the authors published, which covers {string.Join(" and ", DiklPaper.Targets)}, "
                + $"not '{target.Name}'. Use preset 'default'.";
        }
    }

    /// <inheritdoc/>
    public TrainingSession Start(ITarget target, string preset, ulong seed) => Start(target, preset, seed, null);

    /// <inheritdoc/>
    public TrainingSession Start(ITarget target, string preset, ulong seed, int steps) => Start(target, preset, seed, (int?)steps);

    private static ObjectiveSession<OneStepGenerator> Start(ITarget target, string preset, ulong seed, int? steps)
    {
        ArgumentNullException.ThrowIfNull(target);
        MeteredTarget metered = new(target);
        DiklPreset chosen = preset == "paper" ? DiklPaper.For(target.Name, target.Dimension) : Measured(metered, preset == "quick", seed);
        OneStepGenerator generator = new(target.Dimension, chosen.Generator, RandomStream.FromSeed(seed).Named("weights"));
        return new ObjectiveSession<OneStepGenerator>(generator, new ReverseDiffusiveKl(chosen.Objective), metered, seed, steps ?? chosen.Steps);
    }

    /// <summary>Settings for the scale, stiffness and connectedness that short chains find.</summary>
    private static DiklPreset Measured(MeteredTarget target, bool quick, ulong seed)
    {
        TargetProbe probe = TargetProbe.Of(target, RandomStream.FromSeed(seed).Named("probe"));
        int dimension = target.Dimension;
        return dimension <= FewDimensions ? DiklPreset.FewDimensional(dimension, probe, quick ? 5_000 : 20_000)
            : probe.ChainsAgree ? DiklPreset.Connected(dimension, probe, quick ? 1_000 : 4_000)
            : DiklPreset.Multimodal(dimension, probe, quick ? 3_000 : 12_000);
    }
}
