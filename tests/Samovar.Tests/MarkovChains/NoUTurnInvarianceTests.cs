using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.MarkovChains;
using Samovar.Targets;
using Samovar.Tests.Contracts;

namespace Samovar.Tests.MarkovChains;

/// <summary>
/// Chains that start at exact draws and make one transition must be exact draws afterwards. Two questions: does a two-sample Kolmogorov-Smirnov test against
/// fresh exact draws see a difference, and have coordinates, squares or log-densities moved on average, pair by pair?
/// </summary>
public sealed class NoUTurnInvarianceTests
{
    private const double FalseAlarm = 1e-6;
    private const double Step = 0.9;

    private static readonly ITarget Correlated = new Gaussian(new GaussianOptions { Dimension = 3, Correlation = 0.6 });

    public static TheoryData<ITarget, double> Targets => new()
    {
        { Correlated, Step },
        { new DoubleWell(), 0.3 },
        { new Mog9(), 0.6 },
    };

    /// <summary>False-alarm rate 2e-6 each.</summary>
    [Theory]
    [MemberData(nameof(Targets), DisableDiscoveryEnumeration = true)]
    public void One_transition_leaves_the_target_invariant(ITarget target, double step)
    {
        Batch start = TargetLaws.Draw(target, 20_000, seed: 1);

        Batch end = Sampled(target, start, step);

        Assert.False(start.Values.SequenceEqual(end.Values));
        Assert.InRange(WorstSupremum(target, end), 0, SupremumBound(target, end.Count));
        Assert.InRange(WorstShift(target, start, end), 0, ShiftBound(target));
    }

    /// <summary>False-alarm rate 1e-6.</summary>
    [Fact]
    public void The_recursive_twin_passes_the_same_test()
    {
        Batch start = TargetLaws.Draw(Correlated, 5_000, seed: 1);

        Assert.InRange(WorstShift(Correlated, start, Recursive(Correlated, start, NoUTurnFlaw.None)), 0, ShiftBound(Correlated));
    }

    [Theory]
    [InlineData(NoUTurnFlaw.NoWeights, Step)]
    [InlineData(NoUTurnFlaw.VisitsTurnedHalves, 0.3)]
    [InlineData(NoUTurnFlaw.WrongKick, Step)]
    public void The_test_catches_flawed_twins(NoUTurnFlaw flaw, double step)
    {
        Batch start = TargetLaws.Draw(Correlated, 5_000, seed: 1);

        double shift = WorstShift(Correlated, start, Recursive(Correlated, start, flaw, step));

        Assert.True(shift > ShiftBound(Correlated), $"{shift} standard errors.");
    }

    [Fact]
    public void The_Kolmogorov_Smirnov_test_catches_a_twin_without_weights()
    {
        Batch moved = TargetLaws.Draw(Correlated, 5_000, seed: 1);
        for (int step = 0; step < 3; step++)
        {
            moved = Recursive(Correlated, moved, NoUTurnFlaw.NoWeights);
        }

        Assert.True(WorstSupremum(Correlated, moved) > SupremumBound(Correlated, moved.Count));
    }

    /// <summary>The same random numbers in the same order: draws agree to the rounding of float arithmetic.</summary>
    [Theory]
    [MemberData(nameof(Targets), DisableDiscoveryEnumeration = true)]
    public void Draws_are_those_of_the_recursive_twin(ITarget target, double step)
    {
        Batch start = TargetLaws.Draw(target, 300, seed: 4);
        NoUTurnRun run = new NoUTurnSampler(new NoUTurnOptions { WarmUp = 0, StepSize = step / 4 }).Run(target, start, 1, RandomStream.FromSeed(2));
        RandomStream random = RandomStream.FromSeed(2).Fork();

        for (int chain = 0; chain < start.Count; chain++)
        {
            double[] expected = new RecursiveNoUTurn(target, step / 4, 10, random.Split(chain)).Step(start.Row(chain));
            for (int column = 0; column < target.Dimension; column++)
            {
                Assert.Equal(expected[column], run.Draws.At(chain, 0)[column], 2e-4);
            }
        }

        Assert.True(run.MeanDepth > 2.5, $"Trajectories of {run.MeanDepth} doublings put the checkpoints to no test.");
    }

    private static Batch Sampled(ITarget target, Batch start, double step) =>
        new NoUTurnSampler(new NoUTurnOptions { WarmUp = 0, StepSize = step, MaximalDepth = 7 }).Run(target, start, 1, RandomStream.FromSeed(2)).Draws.Points;

    private static Batch Recursive(ITarget target, Batch start, NoUTurnFlaw flaw, double step = Step)
    {
        Batch end = new(start.Count, target.Dimension);
        for (int chain = 0; chain < start.Count; chain++)
        {
            double[] position = new RecursiveNoUTurn(target, step, 7, RandomStream.FromSeed(3).Split(chain), flaw).Step(start.Row(chain));
            position.Select(value => (float)value).ToArray().CopyTo(end.Row(chain));
        }

        return end;
    }

    /// <summary>Largest |z| among the paired differences of coordinates, squares and log-densities.</summary>
    private static double WorstShift(ITarget target, Batch start, Batch end)
    {
        double[][] before = Statistics(target, start);
        double[][] after = Statistics(target, end);
        double[][] squaresBefore = [.. before.Select(values => Array.ConvertAll(values, value => value * value))];
        double[][] squaresAfter = [.. after.Select(values => Array.ConvertAll(values, value => value * value))];
        return Shifts(before, after).Concat(Shifts(squaresBefore[..^1], squaresAfter[..^1])).Max();
    }

    private static double ShiftBound(ITarget target) => TargetLaws.Deviations(FalseAlarm, (2 * target.Dimension) + 1);

    private static IEnumerable<double> Shifts(double[][] before, double[][] after) => before.Zip(after, (left, right) =>
    {
        double[] moves = [.. right.Zip(left, (to, from) => to - from)];
        double mean = moves.Average();
        return Math.Abs(mean) / Math.Sqrt(moves.Sum(move => (move - mean) * (move - mean)) / moves.Length / moves.Length);
    });

    /// <summary>Largest distance between distribution functions of the points and of as many fresh exact draws.</summary>
    private static double WorstSupremum(ITarget target, Batch points) =>
        Statistics(target, points).Zip(Statistics(target, TargetLaws.Draw(target, points.Count, seed: 99)), Supremum).Max();

    private static double Supremum(double[] left, double[] right)
    {
        Array.Sort(left);
        Array.Sort(right);
        double worst = 0;
        int passed = 0;
        for (int index = 0; index < left.Length; index++)
        {
            while (passed < right.Length && right[passed] <= left[index])
            {
                passed++;
            }

            worst = Math.Max(worst, Math.Abs(((index + 1.0) / left.Length) - ((double)passed / right.Length)));
        }

        return worst;
    }

    /// <summary>P(√(n/2)·D &gt; c) ≤ 2 exp(−2c²) for two samples of n, with Bonferroni over the statistics.</summary>
    private static double SupremumBound(ITarget target, int count) => Math.Sqrt(Math.Log(2 * (target.Dimension + 1) / FalseAlarm) / count);

    /// <summary>The coordinates, then the log-density.</summary>
    private static double[][] Statistics(ITarget target, Batch points) =>
    [
        .. Enumerable.Range(0, target.Dimension).Select(column => Enumerable.Range(0, points.Count).Select(row => (double)points[row, column]).ToArray()),
        TargetLaws.Evaluate(target, points).LogDensity,
    ];
}
