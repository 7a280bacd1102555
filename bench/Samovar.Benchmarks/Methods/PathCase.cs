using Samovar.Compute.Randomness;
using Samovar.Diffusions;
using Samovar.Networks;
using Samovar.Objectives;
using Samovar.Samplers;
using Samovar.Targets;
using Samovar.Training;

namespace Samovar.Benchmarks.Methods;

/// <summary>One training iteration at the settings that a reference implementation was timed with: 100 steps, networks 64 wide with two layers above the embedding.</summary>
/// <remarks>The references have no steps along coordinates, nor do the paper presets; the case that has them is that of the default presets.</remarks>
/// <param name="Name">Method and target.</param>
/// <param name="Target">Makes the target.</param>
/// <param name="Width">Standard deviation of the reference at its end.</param>
/// <param name="Batch">Trajectories.</param>
/// <param name="Flow">Whether there is a flow network.</param>
/// <param name="Milliseconds">The reference, one thread.</param>
/// <param name="CoordinateSteps">Whether the control has steps along coordinates.</param>
internal sealed record PathCase(string Name, Func<ITarget> Target, double Width, int Batch, bool Flow, double Milliseconds, bool CoordinateSteps = false)
{
    private const int Steps = 100;

    private static readonly MlpOptions Network = new() { Width = 64, HiddenLayers = 3, OutputScale = 0.01 };

    /// <summary>The timed ones.</summary>
    public static IReadOnlyList<PathCase> All { get; } =
    [
        new("tb gmm25", () => new Gmm25(), Math.Sqrt(5), 300, false, 72),
        new("tb many-well-32", () => new ManyWell32(), 1, 300, false, 90),
        new("subtb+score many-well-32", () => new ManyWell32(), 1, 300, true, 743),
        new("dgfs mog9", () => new Mog9(), Math.Sqrt(5), 256, true, 328),
        new("dgfs funnel", () => new Funnel(), 1, 256, true, 360),
        new("dgfs many-well-32", () => new ManyWell32(), 1, 256, true, 533),
        new("pis many-well-32", () => new ManyWell32(), 1, 300, false, double.NaN),
        new("tb many-well-32, steps", () => new ManyWell32(), 1, 300, false, double.NaN, CoordinateSteps: true),
    ];

    /// <summary>Floating-point operations of the matrix products of one iteration: forward, by the weights, and by all inputs but the positions.</summary>
    public double Operations(int dimension)
    {
        const double Hidden = 2.0 * 64 * 64;
        double control = 2 * ((3 * Hidden) + (5 * 64.0 * dimension));
        double flow = 2 * ((3 * Hidden) + (64.0 * ((2 * dimension) + 3)));
        return Steps * Batch * (control + (Flow ? flow : 0));
    }

    /// <summary>A session, which takes one iteration at a time.</summary>
    public ObjectiveSession<ControlledDiffusion> Start()
    {
        ITarget target = Target();
        ControlledDiffusionOptions options = new() { Network = Network, CoordinateSteps = CoordinateSteps };
        ControlledDiffusion sampler = new(target.Dimension, ReferenceProcess.Brownian(Width, TimeGrid.Uniform(Steps)), options, RandomStream.FromSeed(1));
        PathOptions paths = new() { BatchSize = Batch };
        IObjective<ControlledDiffusion> objective = Name.StartsWith("pis", StringComparison.Ordinal) ? new PathKl(new PathKlOptions { BatchSize = Batch })
            : Flow ? new SubTrajectoryBalance(new SubTrajectoryBalanceOptions { Flow = new FlowOptions { Paths = paths, Network = Network } })
            : new TrajectoryBalance(new TrajectoryBalanceOptions { Paths = paths });
        return new ObjectiveSession<ControlledDiffusion>(sampler, objective, target, 1, 1_000_000);
    }
}
