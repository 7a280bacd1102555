using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Diffusions;
using Samovar.Targets;
using Samovar.Tests.Contracts;
using Samovar.Training;
using static Samovar.Compute.Graphs.TracedMath;

namespace Samovar.Tests.Diffusions;

/// <summary>A Rayleigh law beside a normal one, x₀ exp(−|x|²/2) on x₀ &gt; 0: the logarithm in its energy is not a number on the other half of the plane.</summary>
public sealed class EnergyWithoutNumbersTests
{
    private const int Repeats = 64;
    private static readonly EnergyTarget Target = Samovar.Targets.Target.FromEnergy(2, x => (0.5 * Sum(Square(x))) - Log(x[0]), "half-plane");

    public static TheoryData<string, IPosteriorScore> Estimators => new()
    {
        { "importance sampling", new ImportanceSampledScore(new ImportanceSamplingOptions { Draws = 2048 }) },
        { "resampled", new AnnealedScore(Chains) },
        { "weighted", new AnnealedScore(Chains with { Resample = false, Temperatures = 12 }) },
        { "narrowed", new AnnealedScore(Chains with { ReferenceWidth = 2, Sweeps = 1, SmallestProposal = 0.5 }) },
    };

    private static AnnealedScoreOptions Chains => new() { Chains = 256, EffectiveShare = 0.7, FinalMoves = 4, AveragedStates = 2, SmallestScale = 1, LargestScale = 1 };

    /// <summary>At y = (0.3, 0.5) with s = 1 the energy of four draws in ten is no number. Means of 64 estimates against quadrature; false-alarm rate 1e-6.</summary>
    [Theory]
    [MemberData(nameof(Estimators), DisableDiscoveryEnumeration = true)]
    public void Draws_whose_energy_is_not_a_number_count_for_nothing(string name, IPosteriorScore estimator)
    {
        Batch noisy = Rows((0.3f, 0.5f), Repeats);
        Batch score = new(Repeats, 2);
        TrainingState state = new(RandomStream.FromSeed(19));
        for (int call = 0; call < 3; call++)
        {
            estimator.EstimateScore(Target, noisy, Scales(Repeats), score, new TrainingStep(state, call, 3, RandomStream.FromSeed(20).Split(call)));
        }

        double[] exact = [MeanOfRayleigh(0.3) - 0.3, -0.25];
        for (int column = 0; column < 2; column++)
        {
            double[] found = [.. Enumerable.Range(0, Repeats).Select(row => (double)score[row, column])];
            double error = Math.Sqrt(found.Sum(value => Math.Pow(value - found.Average(), 2)) / (Repeats * (Repeats - 1)));

            Assert.True(Math.Abs(found.Average() - exact[column]) < TargetLaws.Deviations(1e-6, 2) * error, $"{name}: {found.Average()} ± {error}, exactly {exact[column]}");
        }
    }

    /// <summary>Forty deviations away from the support no chain has any weight, on it all may have some.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Points_at_which_no_chain_has_weight_are_recorded(bool resample)
    {
        Batch noisy = Rows((2, 0), 4);
        noisy[3, 0] = -40;
        TrainingState state = new(RandomStream.FromSeed(19));

        new AnnealedScore(Chains with { Resample = resample, Temperatures = 12 })
            .EstimateScore(Target, noisy, Scales(4), new Batch(4, 2), new TrainingStep(state, 0, 1, RandomStream.FromSeed(20)));

        Assert.Equal(0.25, state.TakeRecords()["points-without-weight"]);
    }

    private static Batch Rows((float First, float Second) point, int count)
    {
        Batch rows = new(count, 2);
        for (int row = 0; row < count; row++)
        {
            (rows[row, 0], rows[row, 1]) = point;
        }

        return rows;
    }

    private static Batch Scales(int count)
    {
        Batch scales = new(count, 1);
        scales.Values.Fill(1);
        return scales;
    }

    /// <summary>E[x | y] under x exp(−x²/2) N(y; x, 1) on x &gt; 0, by quadrature.</summary>
    private static double MeanOfRayleigh(double y)
    {
        double[] grid = [.. Enumerable.Range(0, 10_000).Select(cell => 1e-3 * (cell + 0.5))];
        double[] weights = [.. grid.Select(x => x * Math.Exp((-0.5 * x * x) - (0.5 * (x - y) * (x - y))))];
        return grid.Zip(weights, (x, weight) => x * weight).Sum() / weights.Sum();
    }
}
