using Samovar.Compute.Randomness;
using Samovar.Diffusions;
using Samovar.Networks;
using Samovar.Objectives;
using Samovar.Samplers;
using Samovar.Targets;
using Samovar.Training;

namespace Samovar.Methods;

/// <summary>What <c>pis</c> and <c>dds</c> share: the presets, and the released settings in "paper".</summary>
internal static class PathKlPreset
{
    private const double PaperWidth = 1;

    /// <summary>The presets by name.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. PathPreset.Names, "paper"];

    /// <summary>A session before its first step.</summary>
    /// <param name="target">The density.</param>
    /// <param name="preset">One of <see cref="Names"/>.</param>
    /// <param name="settings">What the user chose for this target.</param>
    /// <param name="process">Makes the reference of the other presets from a width and the lengths of the steps.</param>
    /// <param name="paper">The paper's.</param>
    /// <param name="seed">Seed of all randomness.</param>
    /// <param name="steps">Training steps, or null for those of the preset.</param>
    public static TrainingSession Start(
        ITarget target, string preset, PathKlSettings settings, Func<double, IReadOnlyList<double>, ReferenceProcess> process, PaperPath paper, ulong seed, int? steps)
    {
        if (preset == "paper")
        {
            return paper.Start(target, settings.Width ?? PaperWidth, seed, steps);
        }

        PathPreset shared = PathPreset.For(preset) with { LearnedVariance = false, Width = settings.Width };
        return shared.Start(target, new PathKl(new PathKlOptions()), process, seed, steps);
    }
}

/// <summary>Released settings: a target in its own coordinates, 300 trajectories a step, 64 wide; "pis" has two layers above the embedding, "dds" two in all.</summary>
/// <remarks>Ours in both: SiLU for GELU, cosines of time for learned phases and a network of them, a weight of the score that is linear in them, and one limit for the length of a score instead of its coordinates'.</remarks>
/// <param name="Steps">Training steps.</param>
/// <param name="Process">Makes the reference from its width, with controls in the units of the released network.</param>
/// <param name="Optimizer">Learning rate and its course.</param>
/// <param name="HiddenLayers">Layers before the output.</param>
/// <param name="ScoreWeight">Weight of the score, in the target's units, in the released network before training.</param>
/// <param name="ScoreLimit">Longest score that the control sees, in the target's units, per root of the dimension.</param>
internal sealed record PaperPath(
    int Steps, Func<double, ReferenceProcess> Process, AdamOptions Optimizer, int HiddenLayers, double ScoreWeight, double ScoreLimit)
{
    private const int Batch = 300;

    /// <summary>A session before its first step.</summary>
    public TrainingSession Start(ITarget target, double width, ulong seed, int? steps)
    {
        ArgumentNullException.ThrowIfNull(target);
        ReferenceProcess process = Process(width);
        ControlledDiffusionOptions options = new()
        {
            Network = new MlpOptions { Width = 64, HiddenLayers = HiddenLayers, OutputScale = 1e-6 }, AverageDecay = 0, CoordinateSteps = false,
            ScoreWeight = ScoreWeight / process.Unit(0), ScoreLimit = ScoreLimit * process.Unit(0),
        };
        ControlledDiffusion sampler = new(target.Dimension, process, options, RandomStream.FromSeed(seed).Named("weights"));
        PathKl objective = new(new PathKlOptions { BatchSize = Batch, Optimizer = Optimizer });
        return new ObjectiveSession<ControlledDiffusion>(sampler, objective, target, seed, steps ?? Steps);
    }
}
