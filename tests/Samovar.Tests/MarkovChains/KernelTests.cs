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

    /// <summary>False-alarm rate 1e-6.</summary>
    [Fact]
    public void Scales_do_not_disturb_invariance() =>
        AssertInvariant(new HamiltonianMonteCarlo(new HamiltonianOptions { StepSize = 0.5, Scales = [0.5, 2, 1] }), Correlated);

    [Fact]
    public void The_test_catches_a_kernel_without_rejection() =>
        Assert.True(Invariance.WorstDeviation(new MalaWithoutRejection(0.4), Correlated, 6_000, 2, seed: 7) > Invariance.Bound(Correlated, 1e-6));

    [Fact]
    public void The_test_accepts_a_kernel_that_does_nothing() =>
        Assert.Equal(0, Invariance.WorstDeviation(new Idle(), Correlated, 1_000, 2, seed: 7));

    [Fact]
    public void Cached_values_are_those_of_the_positions()
    {
        ChainState state = new(Correlated, TargetLaws.Draw(Correlated, 50, seed: 8));
        new Mala(0.4).Step(Correlated, state, RandomStream.FromSeed(9));

        (double[] logDensity, Batch score) = TargetLaws.Evaluate(Correlated, state.Positions);

        Assert.Equal(logDensity, state.LogDensity);
        Assert.True(score.Values.SequenceEqual(state.Score.Values));
    }

    [Fact]
    public void The_same_seed_gives_the_same_chains()
    {
        float[] Run()
        {
            ChainState state = new(Correlated, TargetLaws.Draw(Correlated, 20, seed: 8));
            RandomStream random = RandomStream.FromSeed(3);
            new HamiltonianMonteCarlo(new HamiltonianOptions()).Step(Correlated, state, random);
            new Mala(0.1).Step(Correlated, state, random);
            return state.Positions.Values.ToArray();
        }

        Assert.Equal(Run(), Run());
    }

    [Fact]
    public void Proposals_without_finite_density_are_counted_and_rejected()
    {
        HalfLine target = new();
        Batch start = new(200, 1);
        start.Values.Fill(0.5f);
        ChainState state = new(target, start);

        StepInfo info = new Mala(1).Step(target, state, RandomStream.FromSeed(4));

        Assert.InRange(info.Divergent, 1, 199);
        Assert.All(state.Positions.Values.ToArray(), value => Assert.True(value > 0));
    }

    [Fact]
    public void Points_of_another_dimension_are_refused() =>
        Assert.Contains("lives in 3 dimensions", Assert.Throws<ArgumentException>(() => new ChainState(Correlated, new Batch(1, 2))).Message, StringComparison.Ordinal);

    [Fact]
    public void Adaptation_reaches_its_acceptance()
    {
        ChainState state = new(Correlated, TargetLaws.Draw(Correlated, 300, seed: 5));
        RandomStream random = RandomStream.FromSeed(6);
        ITunableKernel tuned = StepSizeAdaptation.Tune(new Mala(1e-4), Correlated, state, 150, random);

        double acceptance = Enumerable.Range(0, 20).Average(_ => tuned.Step(Correlated, state, random).Acceptance);

        Assert.InRange(acceptance, 0.5, 0.65);
    }

    private static void AssertInvariant(IMarkovKernel kernel, ITarget target) =>
        Assert.InRange(Invariance.WorstDeviation(kernel, target, 6_000, 2, seed: 7), 0, Invariance.Bound(target, 1e-6));

    private sealed class MalaWithoutRejection(double stepSize) : IMarkovKernel
    {
        public StepInfo Step(ITarget target, ChainState state, RandomStream random)
        {
            for (int index = 0; index < state.Positions.Values.Length; index++)
            {
                state.Positions.Values[index] += (float)((stepSize * state.Score.Values[index]) + (Math.Sqrt(2 * stepSize) * random.NextNormal()));
            }

            target.LogDensityAndScore(state.Positions, state.LogDensity, state.Score);
            return new StepInfo(1, state.Count, 0, state.Count);
        }
    }

    private sealed class Idle : IMarkovKernel
    {
        public StepInfo Step(ITarget target, ChainState state, RandomStream random) => default;
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
