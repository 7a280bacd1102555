using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Diffusions;
using Samovar.Runs;
using Samovar.Targets;
using Samovar.Training;

namespace Samovar.Tests.Diffusions;

/// <summary>Means of many estimates against the exact noised score. False-alarm rate 1e-6 for each test.</summary>
/// <remarks>
/// Self-normalized estimates have a bias of the order of 1/draws; so many draws are averaged in each estimate, and so few estimates, that it stays well
/// below a standard error.
/// </remarks>
public sealed class PosteriorScoreTests
{
    private const double FalseAlarm = 1e-6;
    private static readonly ITarget Correlated = new Gaussian(new GaussianOptions { Dimension = 2, Correlation = 0.6 });
    private static readonly ITarget Normal = new Gaussian(new GaussianOptions { Dimension = 2, Correlation = 0 });
    private static readonly ITarget Mixture = new Mog40();

    public static TheoryData<string, double> Levels => new()
    {
        { "gaussian", 0.1 }, { "gaussian", 0.5 }, { "gaussian", 1.5 }, { "gaussian", 5 },
        { "mog40", 0.3 }, { "mog40", 1.5 }, { "mog40", 5 }, { "mog40", 15 }, { "mog40", 40 },
    };

    [Theory]
    [MemberData(nameof(Levels))]
    public void Importance_sampling_estimates_the_exact_score_at_every_noise_level(string name, double scale)
    {
        Estimation result = Estimation.Run(new ImportanceSampledScore(new ImportanceSamplingOptions { Draws = 2048 }), Named(name), scale, (8, 64));

        Assert.InRange(result.WorstDeviation, 0, result.Bound(FalseAlarm));
    }

    [Theory]
    [MemberData(nameof(Levels))]
    public void Annealing_estimates_the_exact_score_at_every_noise_level(string name, double scale)
    {
        Estimation result = Estimation.Run(new AnnealedScore(Annealed(scale)), Named(name), scale, (6, 40), warmUps: 2);

        Assert.InRange(result.WorstDeviation, 0, result.Bound(FalseAlarm));
    }

    [Theory]
    [InlineData(1.5)]
    [InlineData(15)]
    public void Annealing_without_resampling_estimates_the_exact_score(double scale)
    {
        AnnealedScoreOptions options = Annealed(scale) with { Resample = false, Temperatures = 12 };

        Estimation result = Estimation.Run(new AnnealedScore(options), Mixture, scale, (6, 40), warmUps: 2);

        Assert.InRange(result.WorstDeviation, 0, result.Bound(FalseAlarm));
    }

    [Fact]
    public void A_narrowed_base_does_not_change_what_is_estimated()
    {
        AnnealedScoreOptions options = Annealed(5) with { ReferenceWidth = 2, Sweeps = 1, FinalSweeps = 2, SmallestProposal = 0.5 };

        Estimation result = Estimation.Run(new AnnealedScore(options), Correlated, 5, (6, 40), warmUps: 2);

        Assert.InRange(result.WorstDeviation, 0, result.Bound(FalseAlarm));
    }

    /// <summary>As where a network answers for most points and leaves the others to an estimate. The score of N(1, 1) under noise s = 1 is (1 − y)/2, and its estimates scatter by 0.02.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Batches_may_change_their_size_from_call_to_call(bool annealed)
    {
        IPosteriorScore posterior = annealed ? new AnnealedScore(Annealed(1)) : new ImportanceSampledScore(new ImportanceSamplingOptions { Draws = 2048 });
        TrainingState state = new(RandomStream.FromSeed(1));
        foreach ((int call, int count) in new[] { 3, 8, 1, 5 }.Index())
        {
            Assert.All(Estimate(posterior, state, call, count), value => Assert.Equal(0.5 - (0.5 * call), value, 0.15));
        }
    }

    [Fact]
    public void The_effective_size_is_that_of_the_points_of_the_call()
    {
        TrainingState few = new(RandomStream.FromSeed(1));
        TrainingState afterMany = new(RandomStream.FromSeed(1));
        ImportanceSampledScore posterior = new(new ImportanceSamplingOptions());

        Estimate(posterior, few, 1, 3);
        Estimate(posterior, afterMany, 0, 8);
        afterMany.TakeRecords();
        Estimate(posterior, afterMany, 1, 3);

        Assert.Equal(few.TakeRecords()["posterior-ess"], afterMany.TakeRecords()["posterior-ess"]);
    }

    [Theory]
    [InlineData("gaussian", 0.5)]
    [InlineData("gaussian", 5)]
    [InlineData("mog40", 1.5)]
    [InlineData("mog40", 15)]
    public void The_test_catches_an_estimate_for_slightly_more_noise(string name, double scale)
    {
        WrongNoise twin = new(new ImportanceSampledScore(new ImportanceSamplingOptions { Draws = 2048 }), 1.1f);

        Estimation result = Estimation.Run(twin, Named(name), scale, (8, 64));

        Assert.True(result.WorstDeviation > result.Bound(FalseAlarm), $"{result.WorstDeviation} against {result.Bound(FalseAlarm)}");
    }

    [Theory]
    [InlineData("gaussian", 0.5)]
    [InlineData("mog40", 1.5)]
    public void The_test_catches_chains_for_slightly_more_noise(string name, double scale)
    {
        WrongNoise twin = new(new AnnealedScore(Annealed(scale)), 1.1f);

        Estimation result = Estimation.Run(twin, Named(name), scale, (6, 40), warmUps: 2);

        Assert.True(result.WorstDeviation > result.Bound(FalseAlarm), $"{result.WorstDeviation} against {result.Bound(FalseAlarm)}");
    }

    /// <summary>Scores of a standard normal law around 1 at points whose coordinates are the number of the call.</summary>
    private static float[] Estimate(IPosteriorScore posterior, TrainingState state, int call, int count)
    {
        Batch noisy = new(count, 2);
        Batch scale = new(count, 1);
        Batch score = new(count, 2);
        noisy.Values.Fill(call);
        scale.Values.Fill(1);
        posterior.EstimateScore(Normal, noisy, scale, score, new TrainingStep(state, call, 10, RandomStream.FromSeed(2).Split(call)));
        return score.Values.ToArray();
    }

    private static ITarget Named(string name) => name == "gaussian" ? Correlated : Mixture;

    private static AnnealedScoreOptions Annealed(double scale) => new()
    {
        Chains = 256, EffectiveShare = 0.7, Moves = 2, FinalMoves = 4, AveragedStates = 2, SmallestScale = scale, LargestScale = scale,
    };

    /// <summary>Estimates the score for another noise scale than it was asked for.</summary>
    private sealed class WrongNoise(IPosteriorScore inner, float factor) : IPosteriorScore
    {
        public void EstimateScore(ITarget target, Batch noisy, Batch scale, Batch score, IRunStep step)
        {
            Batch wrong = scale.Slice(0, scale.Count);
            foreach (ref float value in wrong.Values)
            {
                value *= factor;
            }

            inner.EstimateScore(target, noisy, wrong, score, step);
        }
    }
}
