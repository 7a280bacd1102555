using Samovar.Compute;
using Samovar.Compute.Graphs;
using Samovar.Compute.Randomness;
using Samovar.Diffusions;
using Samovar.Networks;
using Samovar.Objectives;
using Samovar.Runs;
using Samovar.Samplers;
using Samovar.Targets;
using Samovar.Tests.Training;
using Samovar.Training;

namespace Samovar.Tests.Objectives;

/// <summary>Flow and control learned from partial trajectories, against closed forms.</summary>
public sealed class LearnedFlowTests
{
    private const int Count = 256;
    private const double Offset = 3;
    private const double Variance = 0.25;

    /// <summary>Fixed variances of the steps keep the learned flow off by up to their floor of some 0.1 nats. The twin expects half the width.</summary>
    [Fact]
    public void Flow_and_control_of_a_Gaussian_approach_their_closed_forms()
    {
        ReferenceProcess process = ReferenceProcess.Brownian(1, TimeGrid.Uniform(32));
        ITarget target = Target.FromEnergy(2, x => (0.5 / Variance * ((x[0] * x[0]) + (x[1] * x[1]))) - Offset);
        MixtureFlow Closed(double variance) => new(process, [[0, 0]], variance, Offset + Math.Log(2 * Math.PI * Variance));
        (Errors before, Errors after, Errors twin) = Train(target, process, Closed(Variance), Closed(Variance / 4), Variance, 200);

        Assert.True(before is { Flow: > 0.5, Control: > 0.7 }, $"Nothing is left to learn: {before}.");
        Assert.True(after is { Flow: < 0.15, Control: < 0.2 }, $"Not there: {after}.");
        Assert.True(twin is { Flow: > 0.15, Control: > 0.2 }, $"The broken twin passes: {twin}.");
    }

    /// <summary>The twin expects the modes twice as wide.</summary>
    [Fact]
    public void Flow_and_control_of_nine_modes_approach_their_closed_forms()
    {
        ReferenceProcess process = ReferenceProcess.Brownian(3, TimeGrid.Cosine(50));
        double[] ticks = [-5, 0, 5];
        double[][] means = [.. ticks.SelectMany(x => ticks.Select(y => new[] { x, y }))];
        MixtureFlow Closed(double variance) => new(process, means, variance, 0);
        (Errors before, Errors after, Errors twin) = Train(new Mog9(), process, Closed(0.3), Closed(1.2), 0.3 / 9, 600);

        // The flow of the first step stands at the estimate of ln Z from a batch, and may be near by luck; the control may not.
        Assert.True(before is { Flow: > 0.45, Control: > 0.8 }, $"Nothing is left to learn: {before}.");
        Assert.True(after is { Flow: < 0.45, Control: < 0.25 }, $"Not there: {after}.");
        Assert.True(twin is { Flow: > 0.45, Control: > 0.25 }, $"The broken twin passes: {twin}.");
    }

    [Fact]
    public void Trajectories_through_states_of_no_density_are_left_out_and_counted()
    {
        ITarget half = Target.FromEnergy(2, x => TracedMath.Where(x[0] > -0.5, 0.5 * ((x[0] * x[0]) + (x[1] * x[1])), double.PositiveInfinity));
        ControlledDiffusion sampler = new(2, ReferenceProcess.Brownian(1, TimeGrid.Uniform(8)), new ControlledDiffusionOptions(), RandomStream.FromSeed(7));
        ObjectiveSession<ControlledDiffusion> session = new(sampler, new DetailedBalance(new FlowOptions()), half, 5, 10);
        Assert.Null(session.Advance());
        IReadOnlyDictionary<string, double> records = session.TakeRecords();

        // Some three in ten end there, and more pass through on the way.
        Assert.InRange(records["lost-balances"], records["lost-paths"] + 0.01, 0.7);
        Assert.True(double.IsFinite(records["loss"]));
    }

    private static (Errors Before, Errors After, Errors Twin) Train(
        ITarget target, ReferenceProcess process, MixtureFlow exact, MixtureFlow wrong, double modeVariance, int steps)
    {
        FlowOptions options = new()
        {
            Paths = new PathOptions { BatchSize = 64, Exploration = 1.3, Optimizer = new AdamOptions { LearningRate = 5e-3, ClipNorm = 1 } },
            Optimizer = new AdamOptions { LearningRate = 2e-2, ClipNorm = 1 },
            ModeVariance = modeVariance,
        };
        ControlledDiffusion sampler = new(2, process, new ControlledDiffusionOptions(), RandomStream.FromSeed(7));
        ObjectiveSession<ControlledDiffusion> session = new(
            sampler, new SubTrajectoryBalance(new SubTrajectoryBalanceOptions { Flow = options, Decay = 0.7 }), target, 5, steps);
        SmallSessions.Advance(session, 1);
        Errors before = Measure(session, sampler, target, options, exact);
        SmallSessions.Advance(session, steps);
        return (before, Measure(session, sampler, target, options, exact), Measure(session, sampler, target, options, wrong));
    }

    private static Errors Measure(TrainingSession session, ControlledDiffusion sampler, ITarget target, FlowOptions options, MixtureFlow exact)
    {
        LearnedFlow flow = new(sampler.Inputs, sampler.Process, options, RandomStream.FromSeed(0));
        flow.Load(new CheckpointSection(SmallSessions.Save(session)).Section("kept").Section("flow"));
        Paths paths = new(sampler.Process, Count, 2);
        sampler.Simulate(target, paths, RandomStream.FromSeed(1), 1);
        Batch inputs = new(paths.Controls.Count, sampler.Inputs);
        sampler.Describe(paths, inputs);
        Batch learned = new(inputs.Count, 1);
        new CompiledFunction(inputs.Count, [inputs.Dimension], traced => flow.Apply(traced[0])).Evaluate(learned, inputs);
        double flowError = 0;
        double controlError = 0;
        double controlSize = 0;
        for (int step = 0; step < sampler.Process.Steps; step++)
        {
            for (int path = 0; path < Count; path++)
            {
                (double logFlow, double[] control) = exact.At(step, paths.States[step].Row(path));
                flowError += Math.Pow(flow.At(paths, step, path, learned[(step * Count) + path, 0]) - logFlow, 2) / inputs.Count;
                for (int column = 0; column < 2; column++)
                {
                    controlError += Math.Pow(paths.Controls[(step * Count) + path, column] - control[column], 2);
                    controlSize += control[column] * control[column];
                }
            }
        }

        return new Errors(Math.Sqrt(flowError), Math.Sqrt(controlError / controlSize));
    }

    /// <summary>Root mean squares over the states of the sampler's own trajectories: of ln φ in nats, of the control relative to its size.</summary>
    private sealed record Errors(double Flow, double Control);
}
