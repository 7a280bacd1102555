using Samovar.Compute;
using Samovar.Diffusions;
using Samovar.Runs;
using Samovar.Targets;

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
