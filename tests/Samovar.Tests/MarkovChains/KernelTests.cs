using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.MarkovChains;
using Samovar.Targets;
using Samovar.Tests.Contracts;

namespace Samovar.Tests.MarkovChains;

public sealed class KernelTests
{
    private static readonly ITarget Correlated = new Gaussian(new GaussianOptions { Dimension = 3, Correlation = 0.6 });

    public static TheoryData<string, ITarget> Targets => new()
    {
        { "gaussian", Correlated },
        { "double-well", new DoubleWell() },
        { "mog9", new Mog9() },
    };

    /// <summary>False-alarm rate 1e-6 each.</summary>
    [Theory]
    [MemberData(nameof(Targets), DisableDiscoveryEnumeration = true)]
    public void Mala_leaves_the_target_invariant(string name, ITarget target) =>
        AssertInvariant(new Mala(name == "gaussian" ? 0.4 : 0.06), target);

    /// <summary>False-alarm rate 1e-6 each.</summary>
    [Theory]
    [MemberData(nameof(Targets), DisableDiscoveryEnumeration = true)]
    public void Hamiltonian_Monte_Carlo_leaves_the_target_invariant(string name, ITarget target) =>
        AssertInvariant(new HamiltonianMonteCarlo(new HamiltonianOptions { StepSize = name == "gaussian" ? 0.6 : 0.2, LeapfrogSteps = 5 }), target);

    /// <summary>False-alarm rate 1e-6 each.</summary>
    [Theory]
    [MemberData(nameof(Targets), DisableDiscoveryEnumeration = true)]
    public void Widely_spread_step_sizes_do_not_disturb_invariance(string name, ITarget target)
    {
        double step = name == "gaussian" ? 0.9 : 0.3;
        AssertInvariant(new HamiltonianMonteCarlo(new HamiltonianOptions { StepSize = step, LeapfrogSteps = 3, StepSpread = 2 }), target);
    }

    /// <summary>False-alarm rate 1e-6 each.</summary>
    [Theory]
    [MemberData(nameof(Targets), DisableDiscoveryEnumeration = true)]
    public void Slice_sampling_leaves_the_target_invariant(string name, ITarget target) =>
        AssertInvariant(new SliceSampler(new SliceOptions { Width = name == "gaussian" ? 0.5 : 1.5, MostWidths = 4 }), target);

    /// <summary>False-alarm rate 1e-6.</summary>
    [Fact]
    public void A_sweep_after_a_trajectory_leaves_the_target_invariant() =>
        AssertInvariant(new SweepingKernel(new Mala(0.3), new SliceSampler(new SliceOptions())), Correlated);

    [Fact]
    public void The_test_catches_a_kernel_without_rejection() =>
        Assert.True(Invariance.WorstDeviation(new MalaWithoutRejection(0.4), Correlated, 6_000, 2, seed: 7) > Invariance.Bound(Correlated, 1e-6));

    [Fact]
    public void The_test_accepts_a_kernel_that_does_nothing() =>
        Assert.Equal(0, Invariance.WorstDeviation(new Idle(), Correlated, 1_000, 2, seed: 7));

    /// <summary>Chains keep log-densities and scores in float.</summary>
    [Fact]
    public void Cached_values_are_those_of_the_positions()
    {
        ChainState state = new(Correlated, TargetLaws.Draw(Correlated, 50, seed: 8), RandomStream.FromSeed(9));
        state.Step(new Mala(0.4));
        state.Step(new SliceSampler(new SliceOptions()));

        (double[] logDensity, Batch score) = TargetLaws.Evaluate(Correlated, state.Positions);

        Assert.All(logDensity.Zip(state.LogDensity), pair => Assert.Equal(pair.First, pair.Second, 1e-5 * (1 + Math.Abs(pair.First))));
        Assert.All(score.Values.ToArray().Zip(state.Score.Values.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-5 * (1 + Math.Abs(pair.First))));
    }

    [Fact]
    public void The_same_seed_gives_the_same_chains()
    {
        float[] Run()
        {
            ChainState state = new(Correlated, TargetLaws.Draw(Correlated, 70, seed: 8), RandomStream.FromSeed(3));
            state.Step(new HamiltonianMonteCarlo(new HamiltonianOptions()));
            state.Step(new Mala(0.1));
            state.Step(new SliceSampler(new SliceOptions()));
            return state.Positions.Values.ToArray();
        }

        Assert.Equal(Run(), Run());
    }

    [Fact]
    public void A_chain_does_not_depend_on_how_many_others_there_are()
    {
        float[] First(int chains)
        {
            ChainState state = new(Correlated, TargetLaws.Draw(Correlated, chains, seed: 8), RandomStream.FromSeed(3));
            state.Step(new HamiltonianMonteCarlo(new HamiltonianOptions()));
            return state.Positions.Row(0).ToArray();
        }

        Assert.Equal(First(1), First(200));
    }

    [Fact]
    public void Proposals_without_finite_density_are_counted_and_rejected()
    {
        HalfLine target = new();
        Batch start = new(200, 1);
        start.Values.Fill(0.5f);
        ChainState state = new(target, start, RandomStream.FromSeed(4));

        StepInfo info = state.Step(new Mala(1));

        Assert.InRange(info.Divergent, 1, 199);
        Assert.Equal(200, info.Chains);
        Assert.All(state.Positions.Values.ToArray(), value => Assert.True(value > 0));
    }

    [Theory]
    [InlineData("mala")]
    [InlineData("slice")]
    public void Points_of_infinite_density_are_never_entered(string name)
    {
        IMarkovKernel kernel = name == "mala" ? new Mala(0.5) : new SliceSampler(new SliceOptions());
        ChainState state = new(new Pole(), new Batch(200, 1), RandomStream.FromSeed(4));
        for (int step = 0; step < 20; step++)
        {
            state.Step(kernel);
        }

        Assert.All(state.LogDensity, value => Assert.True(double.IsFinite(value)));
        Assert.True(state.Positions.Values.ToArray().Distinct().Count() > 100);
    }

    [Fact]
    public void Points_of_another_dimension_are_refused() =>
        Assert.Contains("lives in 3 dimensions", Assert.Throws<ArgumentException>(() => new ChainState(Correlated, new Batch(1, 2), RandomStream.FromSeed(0))).Message, StringComparison.Ordinal);

    [Fact]
    public void Adaptation_reaches_its_acceptance()
    {
        ChainState state = new(Correlated, TargetLaws.Draw(Correlated, 320, seed: 5), RandomStream.FromSeed(6));
        ITunableKernel tuned = StepSizeAdaptation.Tune(new Mala(1e-4), state, 150);

        double acceptance = Enumerable.Range(0, 20).Average(_ => state.Step(tuned).Acceptance);

        Assert.InRange(acceptance, 0.5, 0.65);
    }

    private static void AssertInvariant(IMarkovKernel kernel, ITarget target) =>
        Assert.InRange(Invariance.WorstDeviation(kernel, target, 6_000, 2, seed: 7), 0, Invariance.Bound(target, 1e-6));

    private sealed class MalaWithoutRejection(double stepSize) : IMarkovKernel
    {
        public StepInfo Move(ChainBlock block, TemperedLanes density)
        {
            RandomStream.FillNormal(ref block.Random, block.Momentum);
            for (int index = 0; index < block.Points.Length; index++)
            {
                block.Points[index] += (float)((stepSize * block.Score[index]) + (Math.Sqrt(2 * stepSize) * block.Momentum[index]));
            }

            block.Evaluate(density);
            return new StepInfo(1, block.Active, 0, block.Active);
        }
    }

    private sealed class Idle : IMarkovKernel
    {
        public StepInfo Move(ChainBlock block, TemperedLanes density) => default;
    }

    /// <summary>A standard normal whose density is infinite beyond 1.</summary>
    private sealed class Pole : ITarget
    {
        public string Name => "pole";

        public int Dimension => 1;

        public void LogDensity(Batch points, Span<double> logDensity) => LogDensityAndScore(points, logDensity, new Batch(points.Count, 1));

        public void LogDensityAndScore(Batch points, Span<double> logDensity, Batch score)
        {
            for (int row = 0; row < points.Count; row++)
            {
                logDensity[row] = points[row, 0] > 1 ? double.PositiveInfinity : -0.5 * points[row, 0] * points[row, 0];
                score[row, 0] = -points[row, 0];
            }
        }
    }

    private sealed class HalfLine : ITarget
    {
        public string Name => "half-line";

        public int Dimension => 1;

        public void LogDensity(Batch points, Span<double> logDensity) => LogDensityAndScore(points, logDensity, new Batch(points.Count, 1));

        public void LogDensityAndScore(Batch points, Span<double> logDensity, Batch score)
        {
            for (int row = 0; row < points.Count; row++)
            {
                logDensity[row] = points[row, 0] > 0 ? -points[row, 0] : double.NegativeInfinity;
                score[row, 0] = points[row, 0] > 0 ? -1 : 0;
            }
        }
    }
}
