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

    /// <summary>
    /// Bridges to draws of the target, whitened too narrowly so that inverse weights are bounded: their mean is 1/Z in the target's own coordinates. 20 000
    /// draws leave an error of some 0.01; 0.06 is a false alarm rate below one in a million. The twin forgets the volume of the map.
    /// </summary>
    [Fact]
    public void Weighed_exact_draws_give_the_normalizer_in_the_coordinates_of_the_target()
    {
        AffineMap map = new([0, 0], new double[,] { { 0.64, 0 }, { 0, 0.64 } });
        ControlledDiffusion inner = new(2, ReferenceProcess.Brownian(1, TimeGrid.Cosine(12)), new ControlledDiffusionOptions(), RandomStream.FromSeed(7));
        Draws draws = BothWays.Draw(new AffineSampler(inner, map), Target, 20_000, RandomStream.FromSeed(4));
        double logNormalizer = -Math.Log(draws.Truth!.LogWeights!.Average(logWeight => Math.Exp(-logWeight)));

        Assert.Equal(draws.Points.Count, draws.Truth.Points.Count);
        Assert.Equal(2 * 20_000 * 12, draws.Cost.Scores);
        Assert.Equal(Target.LogNormalizer, logNormalizer, 0.06);
        Assert.NotEqual(Target.LogNormalizer, logNormalizer - map.LogDeterminant, 0.06);
    }

    /// <summary>A block holds 1000 paths; weights of a part of one must not depend on what fills the rest up.</summary>
    [Fact]
    public void A_few_points_are_weighed_like_many()
    {
        Batch ends = new(1_010, 2);
        Target.DrawExactly(ends, RandomStream.FromSeed(2));
        Draws all = Sampler().Weigh(Target, ends, RandomStream.FromSeed(3))!;

        Assert.Equal(1_010, all.LogWeights!.Count);
        Assert.Equal(1_010, all.Ledger!.Paths);
        Assert.Equal(2_000 * 12, all.Ledger.Scores);
        Assert.All(all.LogWeights, logWeight => Assert.True(double.IsFinite(logWeight)));
    }

    [Fact]
    public void Without_exact_draws_only_those_of_the_sampler_are_weighed()
    {
        EnergyTarget unknown = Samovar.Targets.Target.FromEnergy(2, x => x[0] * x[0] + (x[1] * x[1]));

        Assert.Null(BothWays.Draw(Sampler(), unknown, 10, RandomStream.FromSeed(1)).Truth);
    }

    [Fact]
    public void Draws_that_stand_in_for_exact_ones_are_weighed_where_the_target_has_none()
    {
        EnergyTarget unknown = Samovar.Targets.Target.FromEnergy(2, x => x[0] * x[0] + (x[1] * x[1]));

        Draws draws = BothWays.Draw(Sampler(), unknown, 10, RandomStream.FromSeed(1), () => Target);

        Assert.Equal(10, draws.Truth!.LogWeights!.Count);
        Assert.Null(BothWays.Draw(Sampler(), unknown, 10, RandomStream.FromSeed(1), () => null).Truth);
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
