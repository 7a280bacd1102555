using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Metrics;
using Samovar.Samplers;
using Samovar.Targets;
using Samovar.Tests.Contracts;

namespace Samovar.Tests.Metrics;

/// <summary>Every metric is at its floor for exact draws and clearly off for a broken sampler.</summary>
public sealed class MetricTests
{
    private const int Count = 3_000;
    private static readonly ITarget Modes = new Mog9();
    private static readonly ITarget Wells = new WellTriple();
    private static readonly ITarget Hill = new Gaussian(new GaussianOptions());

    public static TheoryData<IMetric, ITarget> Applicable
    {
        get
        {
            TheoryData<IMetric, ITarget> pairs = [];
            foreach (IMetric metric in MetricSuite.Everything().Metrics.Where(metric => metric is not (WeightMetric or DistanceTv or DistanceTvAll or ClashShare or BasinShareError or AlignedWasserstein2)))
            {
                foreach (ITarget target in new[] { Modes, Wells, Hill })
                {
                    bool needsModes = metric is ModeEntropy or ModeWeightTv;
                    bool needsWells = metric is LeftWellMass or BarrierShare;
                    bool needsHill = metric is MeanError or DeviationError;
                    if ((!needsModes || target == Modes) && (!needsWells || target == Wells) && needsHill == (target == Hill))
                    {
                        pairs.Add(metric, target);
                    }
                }
            }

            return pairs;
        }
    }

    /// <summary>
    /// Within 6 standard errors plus a tenth of the floor: false-alarm rate below 1e-6 where the value is a mean. Maxima over coordinates have no exact rate;
    /// seeds are fixed.
    /// </summary>
    [Theory]
    [MemberData(nameof(Applicable), DisableDiscoveryEnumeration = true)]
    public void Exact_draws_are_at_the_floor(IMetric metric, ITarget target)
    {
        Measurement.Measured measured = Measured.By(metric, target, TargetLaws.Draw(target, Count, seed: 1));

        Assert.NotNull(measured.Floor);
        double error = double.IsNaN(measured.StandardError) ? 0.5 * measured.Floor.Value : measured.StandardError;
        double center = metric is EnergyShift or MaximumMeanDiscrepancy or KernelStein or LocalSpread ? 0 : measured.Floor.Value;
        double allowed = (6 * error) + (0.1 * Math.Abs(measured.Floor.Value));
        Assert.InRange(measured.Value, center - allowed, center + allowed);
    }

    [Theory]
    [InlineData("mean-error", 0.2f, 1f)]
    [InlineData("deviation-error", 0f, 1.2f)]
    public void Shifted_or_stretched_draws_are_off_in_their_moments(string metric, float shift, float stretch)
    {
        Batch draws = TargetLaws.Draw(Hill, Count, seed: 3);
        foreach (ref float value in draws.Values)
        {
            value = shift + (stretch * value);
        }

        AssertOff(metric, Hill, draws, factor: 3);
    }

    [Theory]
    [InlineData("mode-entropy")]
    [InlineData("mode-weight-tv")]
    [InlineData("wasserstein-2")]
    [InlineData("sliced-wasserstein-2")]
    [InlineData("wasserstein-1")]
    [InlineData("energy-distance")]
    [InlineData("mmd")]
    [InlineData("sinkhorn")]
    [InlineData("marginal-ks")]
    [InlineData("cell-share-tv")]
    public void A_collapsed_sampler_is_off(string metric)
    {
        Batch draws = TargetLaws.Draw(Modes, Count, seed: 2);
        foreach (ref float value in draws.Values)
        {
            value = value < -2.5f ? value + 5 : value;
        }

        AssertOff(metric, Modes, draws, factor: 2);
    }

    [Theory]
    [InlineData("outside-support")]
    [InlineData("energy-tv")]
    [InlineData("energy-tv-all")]
    [InlineData("energy-shift")]
    [InlineData("stein-identity")]
    [InlineData("energy-out-of-range")]
    [InlineData("kernel-stein")]
    [InlineData("local-spread")]
    public void A_widened_sampler_is_off(string metric)
    {
        Batch draws = TargetLaws.Draw(Modes, Count, seed: 3);
        RandomStream random = RandomStream.FromSeed(4);
        foreach (ref float value in draws.Values)
        {
            value += (float)random.NextNormal();
        }

        AssertOff(metric, Modes, draws, factor: 1.5);
    }

    [Theory]
    [InlineData("left-well-mass")]
    [InlineData("barrier-share")]
    [InlineData("wasserstein-2")]
    [InlineData("energy-tv")]
    [InlineData("energy-shift")]
    [InlineData("stein-identity")]
    public void A_shifted_sampler_is_off_in_the_wells(string metric)
    {
        Batch draws = TargetLaws.Draw(Wells, Count, seed: 5);
        foreach (ref float value in draws.Values)
        {
            value += 1.9f;
        }

        AssertOff(metric, Wells, draws, factor: 1.5);
    }

    /// <summary>Each of 64 identities is off by more than four of its errors once in 16,000 samples: false-alarm rate 0.004.</summary>
    [Fact]
    public void Exact_draws_do_not_violate_the_largest_of_many_identities()
    {
        Measurement.Measured stein = Measured.By(new SteinIdentity(), new ManyWell32(), TargetLaws.Draw(new ManyWell32(), Count, seed: 6));

        Assert.InRange(stein.Value, 0, stein.StandardError);
    }

    [Fact]
    public void Entropy_is_zero_for_a_single_mode_and_weights_are_fully_reported()
    {
        Batch draws = new(Count, 2);

        Assert.InRange(Measured.By(new ModeEntropy(), Modes, draws).Value, 0, 0.01);
        Assert.Equal(8.0 / 9, Measured.By(new ModeWeightTv(), Modes, draws).Value, 1e-3);
    }

    [Fact]
    public void A_target_without_capabilities_gets_reasons_instead_of_numbers()
    {
        EnergyTarget plain = Target.FromEnergy(2, x => 0.5 * Compute.Graphs.TracedMath.Sum(x * x), "plain");
        Draws draws = new(TargetLaws.Draw(new Gaussian(new GaussianOptions { Correlation = 0 }), 500, seed: 6), EvaluationCost.None);

        IReadOnlyList<Measurement> all = MetricSuite.Everything().Measure(draws, plain, RandomStream.FromSeed(1));

        Assert.Equal(["distinct-draws", "energy-shift", "kernel-stein", "stein-identity", "zero-density"], all.OfType<Measurement.Measured>().Select(each => each.Name));
        Assert.Contains(all.OfType<Measurement.NotApplicable>(), each => each.Reason == "needs exact draws, and 'plain' offers none");
        Assert.Equal(all.Select(each => each.Name).Order(StringComparer.Ordinal), all.Select(each => each.Name));
    }

    [Fact]
    public void Draws_that_are_not_finite_are_refused_by_every_metric()
    {
        Batch draws = TargetLaws.Draw(Modes, 100, seed: 7);
        draws[3, 1] = float.NaN;
        draws[9, 0] = float.PositiveInfinity;

        IReadOnlyList<Measurement> all = MetricSuite.Everything().Measure(new Draws(draws, EvaluationCost.None), Modes, RandomStream.FromSeed(1));

        // Metrics of weights do not look at points: without weights they have nothing to say, finite or not.
        string[] ofWeights = ["elbo", "ess-forward", "ess-reverse", "eubo", "log-normalizer-forward", "pareto-k"];
        IEnumerable<Measurement> ofPoints = all.Where(each => !ofWeights.Contains(each.Name));
        Assert.All(ofPoints, each => Assert.Contains("2 of 100 draws", Assert.IsType<Measurement.NotApplicable>(each).Reason, StringComparison.Ordinal));
    }

    [Fact]
    public void The_same_seed_gives_the_same_numbers()
    {
        Draws draws = new(TargetLaws.Draw(Wells, 400, seed: 8), EvaluationCost.None);
        RandomStream random = RandomStream.FromSeed(9);

        Assert.Equal(MetricSuite.Everything().Measure(draws, Wells, random), MetricSuite.Everything().Measure(draws, Wells, random));
    }

    [Fact]
    public void Draws_of_another_dimension_are_refused() =>
        Assert.Throws<ArgumentException>(() => new SteinIdentity().Measure(new Draws(new Batch(5, 3), EvaluationCost.None), Modes, RandomStream.FromSeed(1)));

    private static void AssertOff(string metric, ITarget target, Batch draws, double factor)
    {
        Measurement.Measured measured = Measured.By(MetricSuite.Everything().Metrics.Single(each => each.Name == metric), target, draws);

        double distance = Math.Abs(measured.Value - (metric is "energy-shift" or "mmd" or "kernel-stein" ? 0 : measured.Floor!.Value));
        Assert.True(double.IsNaN(measured.StandardError) || distance > 5 * measured.StandardError, measured.ToString());
        Assert.True(
            metric == "mode-entropy" ? measured.Value < 0.7 : Math.Abs(measured.Value) > factor * measured.Floor!.Value,
            measured.ToString());
    }

    private sealed class WellTriple() : WellProduct("well-triple", 3);
}
