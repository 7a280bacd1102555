using Samovar.Compute.Randomness;
using Samovar.Diffusions;
using Samovar.Networks;
using Samovar.Objectives;
using Samovar.Samplers;
using Samovar.Targets;
using Samovar.Training;

namespace Samovar.Tests.Training;

/// <summary>Sessions on paths that are small enough for tests: more than one block of trajectories, the last of them not full.</summary>
internal static class SmallPathSessions
{
    public const int Steps = 24;

    public static ObjectiveSession<ControlledDiffusion> Of(string name, int pathSteps = 10)
    {
        ControlledDiffusionOptions options = new() { Network = new MlpOptions { Width = 24, HiddenLayers = 2 } };
        ControlledDiffusion sampler = new(2, ReferenceProcess.Brownian(4, TimeGrid.Cosine(pathSteps)), options, RandomStream.FromSeed(5).Named("weights"));
        PathOptions paths = new() { BatchSize = 80, Exploration = 1.5 };
        IObjective<ControlledDiffusion> objective = name switch
        {
            "pis" => new PathKl(new PathKlOptions { BatchSize = 80 }),
            "subtb" => new SubTrajectoryBalance(new SubTrajectoryBalanceOptions { Flow = new FlowOptions { Paths = paths, Network = options.Network } }),
            _ => new TrajectoryBalance(new TrajectoryBalanceOptions { Paths = paths }),
        };
        return new ObjectiveSession<ControlledDiffusion>(sampler, objective, new Mog9(), 5, Steps);
    }
}
