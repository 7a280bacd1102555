using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Diffusions;
using Samovar.Networks;
using Samovar.Samplers;
using Samovar.Targets;

namespace Samovar.Tests.Samplers;

/// <summary>Paths of a controlled diffusion run backward from given ends.</summary>
public sealed class RetraceTests
{
    private const int Count = 64;

    private static readonly Gaussian Target = new(new GaussianOptions());

    [Fact]
    public void Retraced_paths_end_where_asked_and_start_at_the_origin()
    {
        (Paths paths, Batch ends) = Retraced(Sampler());

        Assert.Equal(ends.Values.ToArray(), paths.States[^1].Values.ToArray());
        Assert.All(paths.States[0].Values.ToArray(), value => Assert.Equal(0, value));
    }

    /// <summary>The weight is recomputed from both transition densities, with the control traced anew for all rows at once, as an objective does.</summary>
    [Fact]
    public void Retraced_weights_are_those_of_the_sampler_on_the_same_states()
    {
        ControlledDiffusion sampler = Sampler();
        (Paths paths, _) = Retraced(sampler);
        Batch inputs = new(paths.Controls.Count, sampler.Inputs);
        sampler.Describe(paths, inputs);
        Batch controls = new(paths.Controls.Count, 2);
        new CompiledFunction(inputs.Count, [sampler.Inputs, 2], traced => sampler.Control(traced[0], traced[1])).Evaluate(controls, inputs, paths.Scores);
        double[] last = new double[Count];
        Target.LogDensity(paths.States[^1], last);

        Assert.Contains(controls.Values.ToArray(), value => Math.Abs(value) > 0.05);
        for (int path = 0; path < Count; path++)
        {
            double sum = last[path];
            for (int step = 0; step < paths.Process.Steps; step++)
            {
                ReadOnlySpan<float> control = controls.Row((step * Count) + path);
                sum += paths.LogBackward(step, path) - paths.Process.LogForward(step, paths.States[step].Row(path), control, paths.States[step + 1].Row(path));
            }

            Assert.Equal(sum, paths.LogWeights[path], 1e-3);
        }
    }

    [Fact]
    public void Ends_of_another_shape_are_refused() =>
        Assert.Throws<ArgumentException>(() => Sampler().Retrace(Target, new Paths(Process(), Count, 2), new Batch(Count - 1, 2), RandomStream.FromSeed(1)));

    private static (Paths Paths, Batch Ends) Retraced(ControlledDiffusion sampler)
    {
        Batch ends = new(Count, 2);
        Target.DrawExactly(ends, RandomStream.FromSeed(2));
        Paths paths = new(sampler.Process, Count, 2);
        sampler.Retrace(Target, paths, ends, RandomStream.FromSeed(3));
        return (paths, ends);
    }

    private static ReferenceProcess Process() => ReferenceProcess.Brownian(2, TimeGrid.Cosine(12));

    private static ControlledDiffusion Sampler() =>
        new(2, Process(), new ControlledDiffusionOptions { Network = new MlpOptions { Width = 32, OutputScale = 1 } }, RandomStream.FromSeed(7));
}
