using Samovar.Compute.Randomness;
using Samovar.Diffusions;
using Samovar.Networks;
using Samovar.Objectives;
using Samovar.Samplers;
using Samovar.Targets;
using Samovar.Training;

namespace Samovar.Methods;

/// <summary>The authors' released configuration, for the targets that they released it for.</summary>
/// <remarks>
/// Source: Zhang et al., 2024, arXiv:2310.02679, code. What differs: cosines of time and SiLU instead of learned phases, a network of them, and GELU; the weight of the score is linear in
/// these cosines, one number per coordinate, instead of a network of time; long scores are shortened as vectors instead of coordinate by coordinate; mismatches beyond 1,000 nats count
/// linearly; no weight decay of 1e-7; the loss is not divided by the squared dimension, which Adam would not notice; ln Z stands beside the flow's network and starts from the first batch. Their tables come from older code that took one optimizer step per trajectory.
/// </remarks>
internal static class DgfsPaper
{
    private const int Steps = 5_000;
    private const int PathSteps = 100;

    /// <summary>σ²T: variance of the reference at the end.</summary>
    private static readonly Dictionary<string, double> Variances = new()
    {
        ["mog9"] = 5,
        ["funnel"] = 1,
        ["many-well-32"] = 1,
    };

    /// <summary>Targets with a released configuration.</summary>
    public static IReadOnlyCollection<string> Targets => Variances.Keys;

    public static ObjectiveSession<ControlledDiffusion> Start(ITarget target, ulong seed, int? steps)
    {
        // The embedding of the state, and two layers above it; the noise has unit variance per unit of time.
        MlpOptions network = new() { Width = 64, HiddenLayers = 3, OutputScale = 0.01 };
        double time = Variances[target.Name];
        ReferenceProcess process = ReferenceProcess.Brownian(Math.Sqrt(time), TimeGrid.Uniform(PathSteps)).WithGains(Math.Sqrt(time));
        ControlledDiffusionOptions shape = new() { Network = network, ScoreWeight = 0.01, ScoreLimit = 1e4, AverageDecay = 0, CoordinateSteps = false };
        ControlledDiffusion sampler = new(target.Dimension, process, shape, RandomStream.FromSeed(seed).Named("weights"));
        SubTrajectoryBalance objective = new(new SubTrajectoryBalanceOptions
        {
            Decay = 2,
            Flow = new FlowOptions
            {
                Paths = new PathOptions { BatchSize = 256, Optimizer = Constant(1e-4) },
                Network = network,
                Optimizer = Constant(1e-3),
            },
        });
        return new ObjectiveSession<ControlledDiffusion>(sampler, objective, target, seed, steps ?? Steps);
    }

    private static AdamOptions Constant(double rate) => new() { LearningRate = rate, Beta2 = 0.999, Schedule = LearningRateSchedule.Constant };
}
