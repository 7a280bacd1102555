using Samovar.Compute.Randomness;
using Samovar.Diffusions;
using Samovar.Objectives;
using Samovar.Samplers;
using Samovar.Targets;
using Samovar.Training;

namespace Samovar.Methods;

/// <summary>What an objective on trajectories may go by.</summary>
/// <param name="Paths">Trajectories, exploration and optimizer.</param>
/// <param name="ModeVariance">Variance of a coordinate within a mode over that of the reference at the end, at most 1.</param>
internal sealed record PathPlan(PathOptions Paths, double ModeVariance);

/// <summary>What all methods that train a controlled diffusion share: how the target is measured, and the reference that follows from it.</summary>
/// <param name="Steps">Training steps of the whole schedule.</param>
/// <param name="PathSteps">Steps N of every path.</param>
/// <param name="Exploration">Noise of the first trajectories in units of the sampler's own, where modes may be apart.</param>
/// <param name="AsksParticles">Whether a target on which chains stick is also learned from the draws of a small sequential Monte Carlo run, which costs millions of evaluations.</param>
/// <param name="LearnedVariance">Whether steps learn variances of their own, where the target is not about standard normal anyway.</param>
/// <param name="Width">Width of the reference at its end where the user chose one; null: measured, or 1 in coordinates in which the target is about standard normal.</param>
internal sealed record PathPreset(int Steps, int PathSteps, double Exploration, bool AsksParticles = false, bool LearnedVariance = true, double? Width = null)
{
    /// <summary>Width of the reference over the extent of a target with modes that short chains do not connect.</summary>
    private const double WidthShare = 0.6;

    /// <summary>The same where chains stick: the mass lies in the middle, and nothing far away has to be found.</summary>
    private const double WidthShareInside = 0.3;

    /// <summary>Up to here trajectories of the sampler find every mode without replay, and end with a slightly better bound.</summary>
    private const int FewDimensions = 4;

    private const double Rate = 5e-3;

    /// <summary>What the noise of a gradient costs grows as dimension times squared rate; where all but little is right before training, as in whitened coordinates, that little has to
    /// be cheap, and the rate falls as one over the dimension.</summary>
    private const double MostDimensionsAtFullRate = 36;

    /// <summary>Where nothing is narrow, steps shrink as much as on a cosine grid.</summary>
    private const double CoarsestScale = 0.3;

    /// <summary>The presets by name.</summary>
    public static IReadOnlyList<string> Names { get; } = ["quick", "default"];

    /// <summary>The settings of a preset.</summary>
    public static PathPreset For(string preset) => preset == "quick" ? new PathPreset(400, 50, 1.3) : new PathPreset(2_000, 100, 1.3);

    /// <summary>The settings of a preset for balance losses, which can learn from draws of others.</summary>
    public static PathPreset ForBalance(string preset) => For(preset) with { AsksParticles = preset != "quick" };

    /// <summary>Trajectories, exploration and optimizer.</summary>
    public PathOptions Options => new() { Exploration = Exploration };

    /// <summary>A session before its first step. Where the target has one mode, it is learned in coordinates in which it is about standard normal.</summary>
    /// <param name="target">The density.</param>
    /// <param name="objective">What to train with.</param>
    /// <param name="process">Makes the reference from a width and the lengths of the steps.</param>
    /// <param name="seed">Seed of all randomness.</param>
    /// <param name="steps">Training steps, or null for those of the preset.</param>
    public ObjectiveSession<ControlledDiffusion> Start(
        ITarget target, IObjective<ControlledDiffusion> objective, Func<double, IReadOnlyList<double>, ReferenceProcess> process, ulong seed, int? steps) =>
        Start(target, _ => objective, process, seed, steps);

    /// <summary>The same for an objective that goes by what was measured: balance of trajectories learns fast, and from replay where modes are apart in many dimensions.</summary>
    /// <param name="target">The density.</param>
    /// <param name="objective">Makes the objective.</param>
    /// <param name="process">Makes the reference from a width and the lengths of the steps.</param>
    /// <param name="seed">Seed of all randomness.</param>
    /// <param name="steps">Training steps, or null for those of the preset.</param>
    public ObjectiveSession<ControlledDiffusion> Start(
        ITarget target, Func<PathPlan, IObjective<ControlledDiffusion>> objective, Func<double, IReadOnlyList<double>, ReferenceProcess> process, ulong seed,
        int? steps)
    {
        ArgumentNullException.ThrowIfNull(target);
        MeteredTarget metered = new(target);
        (AffineMap? coordinates, TargetProbe? probe, bool sticks) = PathCoordinates.Of(metered, RandomStream.FromSeed(seed));
        double width = Width ?? (coordinates is null ? (sticks ? WidthShareInside : WidthShare) * probe!.Extent : 1);
        double modeVariance = Math.Min(1, 1 / ((coordinates is null ? probe!.SquaredScore : 1) * width * width));
        ControlledDiffusion sampler = new(
            target.Dimension, process(width, TimeGrid.Logarithmic(PathSteps, Math.Min(modeVariance, CoarsestScale))).PerNoiseLeft(),
            new ControlledDiffusionOptions { LearnedVariance = LearnedVariance && coordinates is null, TemperedScore = true, ScoreWeight = 1 },
            RandomStream.FromSeed(seed).Named("weights"));
        double share = Math.Min(1, MostDimensionsAtFullRate / target.Dimension);
        PathOptions fast = Options with
        {
            Optimizer = new AdamOptions { LearningRate = Rate * (coordinates is null ? Math.Sqrt(share) : share), ClipNorm = 1 },
            Exploration = coordinates is null && !sticks ? Exploration : 1,
        };
        // Local searches have one step for all places, as the chains have that stuck.
        bool replays = coordinates is null && !sticks && target.Dimension > FewDimensions;
        GivenDrawsOptions? given = sticks && AsksParticles && coordinates is null
            ? new GivenDrawsOptions { Points = AnnealedDraws.Of(metered, RandomStream.FromSeed(seed).Named("particles")) }
            : null;
        PathPlan plan = new(fast with { Replay = replays ? new ReplayOptions() : null, Given = given }, modeVariance);
        return coordinates is null
            ? new ObjectiveSession<ControlledDiffusion>(sampler, objective(plan), metered, seed, steps ?? Steps)
            : new ObjectiveSession<ControlledDiffusion>(sampler, objective(plan), metered, coordinates, seed, steps ?? Steps);
    }
}
