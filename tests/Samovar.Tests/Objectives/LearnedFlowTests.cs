using Samovar.Compute;
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
public sealed class LearnedFlowTests(ITestOutputHelper output)
{
    private const int Count = 256;

    [Fact]
    public void Flow_and_control_of_a_Gaussian_approach_their_closed_forms()
    {
        ReferenceProcess process = ReferenceProcess.Brownian(1, TimeGrid.Uniform(32));
        Errors errors = Train(Target.FromEnergy(2, x => (2 * ((x[0] * x[0]) + (x[1] * x[1]))) - 3), process,
            new MixtureFlow(process, [[0, 0]], 0.25, 3 + Math.Log(2 * Math.PI * 0.25)), 200);

        output.WriteLine(errors.ToString());
    }

    [Fact]
    public void Flow_and_control_of_nine_modes_approach_their_closed_forms()
    {
        ReferenceProcess process = ReferenceProcess.Brownian(3, TimeGrid.Cosine(50));
        double[] ticks = [-5, 0, 5];
        Errors errors = Train(new Mog9(), process, new MixtureFlow(process, [.. ticks.SelectMany(x => ticks.Select(y => new[] { x, y }))], 0.3, 0), 600);

        output.WriteLine(errors.ToString());
    }

    private static Errors Train(ITarget target, ReferenceProcess process, MixtureFlow exact, int steps)
    {
        FlowOptions options = new() { Paths = new PathOptions { BatchSize = 64, Exploration = 1.3, Optimizer = new AdamOptions { LearningRate = 5e-3, ClipNorm = 1 } } };
        ControlledDiffusion sampler = new(2, process, new ControlledDiffusionOptions(), RandomStream.FromSeed(7));
        ObjectiveSession<ControlledDiffusion> session = new(
            sampler, new SubTrajectoryBalance(new SubTrajectoryBalanceOptions { Flow = options }), target, 5, steps);
        SmallSessions.Advance(session, 1);
        Errors before = Measure(session, sampler, target, options, exact);
        SmallSessions.Advance(session, steps);
        Errors after = Measure(session, sampler, target, options, exact);
        return after with { FlowBefore = before.Flow, ControlBefore = before.Control };
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
                flowError += Math.Pow(flow.At(paths, step, path, learned) - logFlow, 2) / inputs.Count;
                for (int column = 0; column < 2; column++)
                {
                    controlError += Math.Pow(paths.Controls[(step * Count) + path, column] - control[column], 2);
                    controlSize += control[column] * control[column];
                }
            }
        }

        return new Errors(Math.Sqrt(flowError), Math.Sqrt(controlError / controlSize), flow.LogNormalizer);
    }

    /// <summary>Root mean squares over the states of the sampler's own trajectories: of ln φ in nats, of the control relative to its size.</summary>
    private sealed record Errors(double Flow, double Control, double LogNormalizer)
    {
        public double FlowBefore { get; init; }

        public double ControlBefore { get; init; }
    }
}
