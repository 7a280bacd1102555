using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Diffusions;
using Samovar.Runs;
using Samovar.Targets;
using Samovar.Training;

namespace Samovar.Tests.Diffusions;

public sealed class ScoreBlendTests
{
    private const double Scale = 0.8;
    private static readonly ImportanceSampledScore Estimator = new(new ImportanceSamplingOptions { Draws = 2048 });

    /// <summary>Weights 1, 0.6, 0.13 and 0 of TSI, and 2, which is no average but still unbiased. False-alarm rate 1e-6 each.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(1e12)]
    [InlineData(-0.5 / (Scale * Scale))]
    public void Every_fixed_weight_gives_the_exact_score(double squaredScore)
    {
        Estimation result = Estimation.Run(Estimator, new Mog40(), Scale, (8, 64), squaredScore);

        Assert.InRange(result.WorstDeviation, 0, result.Bound(1e-6));
    }

    /// <summary>False-alarm rate 1e-6.</summary>
    [Fact]
    public void The_two_estimates_may_be_mixed_outside_the_estimator() =>
        AssertMixture((score, displacement) => (0.4f * score) + (0.6f * displacement), passes: true);

    [Fact]
    public void The_test_catches_a_displacement_with_the_wrong_sign() =>
        AssertMixture((score, displacement) => (0.4f * score) - (0.6f * displacement), passes: false);

    [Fact]
    public void The_test_catches_a_displacement_that_is_not_divided_by_the_noise_variance() =>
        AssertMixture((score, displacement) => (0.4f * score) + (0.6f * (float)(Scale * Scale) * displacement), passes: false);

    [Fact]
    public void The_test_catches_weights_that_do_not_sum_to_one() =>
        AssertMixture((score, displacement) => (0.4f * score) + (0.55f * displacement), passes: false);

    [Theory]
    [InlineData(0.2)]
    [InlineData(0.5)]
    [InlineData(1)]
    public void The_optimal_weight_errs_less_than_the_mixed_identity_on_a_stiff_target(double scale)
    {
        ITarget wells = new ManyWell32();
        AnnealedScoreOptions options = new()
        {
            Moves = 1, FinalMoves = 4, AveragedStates = 1, SmallestScale = scale, LargestScale = scale, Stiffness = 25, BlendRate = 0.2,
        };

        double optimal = Estimation.Run(new AnnealedScore(options), wells, scale, (8, 8), warmUps: 8).RootMeanSquareError;
        double mixed = Estimation.Run(
            new AnnealedScore(options with { Blend = BlendRule.MixedScoreIdentity }), wells, scale, (8, 8), warmUps: 8).RootMeanSquareError;

        Assert.True(optimal < 0.95 * mixed, $"Error {optimal} with the optimal weight, {mixed} with the mixed identity.");
    }

    [Fact]
    public void The_weight_follows_the_measured_squared_score()
    {
        ScoreBlend blend = new(2, BlendRule.VarianceOptimal, rate: 0.5, limit: 100);

        blend.Update([3, 0, 5, 1000]);

        Assert.Equal(1 / (1 + (4 * 2.5)), blend.WeightAt(2, 0), 12);
        Assert.Equal(1 / (1 + (4 * 25.5)), blend.WeightAt(2, 1), 12);
        Assert.Equal(14, blend.MeanSquaredScore, 12);
    }

    /// <summary>
    /// H of N(0, σ²) is 1/σ², 10⁶ at σ = 0.001. At noise of 2σ the squared score of one point is H (0.8 + 0.2 χ²), so that twice H cuts off one per cent of it; 256 points know H to two per cent.
    /// </summary>
    [Fact]
    public void Small_units_of_length_leave_the_measured_squared_score_as_it_is()
    {
        const float Width = 1e-3f;
        ITarget narrow = Target.FromEnergy(2, x => 0.5e6 * Samovar.Compute.Graphs.TracedMath.Sum(x * x), "narrow");
        Batch noisy = new(256, 2);
        Batch scale = new(256, 1);
        RandomStream.FromSeed(3).FillNormal(noisy.Values);
        foreach (ref float value in noisy.Values)
        {
            value *= MathF.Sqrt(5) * Width;
        }

        scale.Values.Fill(2 * Width);
        TrainingState state = new(RandomStream.FromSeed(1));
        AnnealedScoreOptions options = new() { Chains = 64, SmallestScale = 2 * Width, LargestScale = 2 * Width, Stiffness = 1e6, SquaredScore = 5e5, BlendRate = 1 };

        new AnnealedScore(options).EstimateScore(narrow, noisy, scale, new Batch(256, 2), new TrainingStep(state, 0, 1, RandomStream.FromSeed(2)));

        Assert.Equal(1e6, state.TakeRecords()["squared-score"], 1e5);
    }

    /// <summary>What is expected of the built-in particles, 18 to 430, keeps the limit at 1000.</summary>
    [Fact]
    public void The_limit_is_twice_what_is_expected_and_at_least_a_thousand()
    {
        Assert.Equal(1000, ScoreBlend.LimitFor(430));
        Assert.Equal(2e6, ScoreBlend.LimitFor(1e6));
    }

    [Fact]
    public void The_mixed_identity_keeps_its_weight_whatever_was_measured()
    {
        ScoreBlend blend = new(1, BlendRule.MixedScoreIdentity, rate: 0.5, limit: 100);

        blend.Update([50]);

        Assert.Equal(0.2, blend.WeightAt(2, 0), 12);
    }

    [Fact]
    public void Saved_and_loaded_it_gives_the_same_weights()
    {
        ScoreBlend blend = new(2, BlendRule.VarianceOptimal, rate: 0.5, limit: 100);
        blend.Update([3, 7]);
        CheckpointSection section = new(new Dictionary<string, CheckpointTensor>());
        blend.Save(section);

        ScoreBlend loaded = new(2, BlendRule.VarianceOptimal, rate: 0.5, limit: 100);
        loaded.Load(section);

        Assert.Equal(blend.WeightAt(1.5, 1), loaded.WeightAt(1.5, 1));
    }

    private static void AssertMixture(Func<float, float, float> mix, bool passes)
    {
        Estimation result = Estimation.Run(new Mixture(Estimator, mix), new Mog40(), Scale, (8, 64));

        Assert.True((result.WorstDeviation <= result.Bound(1e-6)) == passes, $"{result.WorstDeviation} against {result.Bound(1e-6)}");
    }

    /// <summary>Asks for the score alone and for the displacement alone, from the same draws, and mixes them itself.</summary>
    private sealed class Mixture(IPosteriorScore inner, Func<float, float, float> mix) : IPosteriorScore
    {
        public void EstimateScore(ITarget target, Batch noisy, Batch scale, Batch score, IRunStep step)
        {
            Batch displacement = new(noisy.Count, noisy.Dimension);
            Alone(0, score);
            Alone(1e12, displacement);
            for (int index = 0; index < score.Values.Length; index++)
            {
                score.Values[index] = mix(score.Values[index], displacement.Values[index]);
            }

            void Alone(double squaredScore, Batch destination)
            {
                TrainingState state = new(RandomStream.FromSeed(5));
                state.Keep("blend", _ => Estimation.Blend(target.Dimension, squaredScore));
                inner.EstimateScore(target, noisy, scale, destination, new TrainingStep(state, 0, 1, RandomStream.FromSeed(6)));
            }
        }
    }
}
