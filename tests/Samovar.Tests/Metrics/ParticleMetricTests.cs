using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Methods;
using Samovar.Metrics;
using Samovar.Samplers;
using Samovar.Targets;
using static Samovar.Compute.Graphs.TracedMath;

namespace Samovar.Tests.Metrics;

/// <summary>Metrics of particles, on draws of the four-particle system by parallel tempering.</summary>
public sealed class ParticleMetricTests
{
    private const int Count = 4_000;
    private static readonly Dw4 Target = new();

    public static TheoryData<IMetric> Metrics => [new EnergyTv(), new EnergyTvAll(), new DistanceTv(), new DistanceTvAll(), new BasinShareError(), new ClashShare(), new AlignedWasserstein2()];

    /// <summary>Within 5 standard errors of the floor plus a fifth of it: maxima and histograms have no exact rate; seeds are fixed.</summary>
    [Theory]
    [MemberData(nameof(Metrics), DisableDiscoveryEnumeration = true)]
    public void True_draws_are_at_the_floor(IMetric metric)
    {
        Measurement.Measured measured = Measure(metric, Truth(1));

        Assert.InRange(measured.Value, 0, measured.Floor!.Value + (5 * measured.StandardError) + (0.2 * measured.Floor.Value));
    }

    /// <summary>A clash needs overlapping particles; basins change at 20 %; transport sees what is too wide; the others see configurations that are 5 % too small.</summary>
    [Theory]
    [MemberData(nameof(Metrics), DisableDiscoveryEnumeration = true)]
    public void Wrong_draws_are_off(IMetric metric)
    {
        Batch draws = Truth(2);
        float factor = metric is ClashShare ? 0.6f : metric is BasinShareError ? 0.8f : metric is AlignedWasserstein2 ? 1.2f : 0.95f;
        foreach (ref float value in draws.Values)
        {
            value *= factor;
        }

        Measurement.Measured measured = Measure(metric, draws);

        Assert.True(measured.Value > measured.Floor + (6 * measured.StandardError) && measured.Value > 1.3 * measured.Floor, measured.ToString());
    }

    [Theory]
    [InlineData(13, 78)]
    [InlineData(55, 128)]
    public void A_comparison_of_many_particles_sees_distances_evenly_by_rank(int particles, int expected)
    {
        PairPotential system = Samovar.Targets.Target.FromPairPotential(particles, 3, squared => squared);
        Batch points = new(2, system.Dimension);
        RandomStream.FromSeed(1).FillNormal(points.Values);

        Batch features = Evidence.Features(system, points);

        double[] distances = [.. PairDistances.Of(system, points).Take(particles * (particles - 1) / 2).Order()];
        Assert.Equal(expected, features.Dimension);
        Assert.Equal((float)distances[0], features[0, 0]);
        Assert.Equal((float)distances[^1], features[0, expected - 1]);
        Assert.Equal(features.Row(0).ToArray().Order(), features.Row(0).ToArray());
    }

    /// <summary>Known shares with their errors of 0.003, and 0.003 of these draws: 5 joint standard errors.</summary>
    [Fact]
    public void Reference_draws_have_the_known_shares_and_energy()
    {
        Batch draws = Truth(3, 50_000);
        double[] shares = BasinShareError.Shares(Target, draws);

        Assert.All(new[] { 0.040, 0.407, 0.035, 0.517 }.Zip(shares), pair => Assert.Equal(pair.First, pair.Second, 0.021));
        Assert.Equal(-22.547, Energies.Of(Target, draws).Average(), 0.05);
    }

    [Fact]
    public void Distances_out_of_range_count_where_all_draws_count()
    {
        Batch draws = Truth(4);
        for (int row = 0; row < Count / 2; row++)
        {
            draws[row, 0] += 100;
        }

        // Three of six distances of every second configuration are far out: a quarter of all.
        Assert.InRange(Measure(new DistanceTvAll(), draws).Value, 0.25, 0.32);
        Assert.InRange(Measure(new DistanceTv(), draws).Value, 0.04, 0.2);
    }

    /// <summary>The energy of the guide's example is a sum of squares: for right draws it is positive, too, so that its sign tells nothing.</summary>
    [Fact]
    public void Positive_energies_are_clashes_only_where_the_target_says_so()
    {
        static PairPotential Example(bool bound) => Samovar.Targets.Target.FromPairPotential(4, 2, r2 => Square(Square(Sqrt(r2) - 4) - 2), boundBelowZero: bound);
        PairPotential silent = Example(bound: false);
        PairPotential declared = Example(bound: true);
        Draws right = new(AnnealedDraws.Of(silent, RandomStream.FromSeed(1)), EvaluationCost.None);

        Measurement.NotApplicable answer = Assert.IsType<Measurement.NotApplicable>(new ClashShare().Measure(right, silent, RandomStream.FromSeed(2)));

        Assert.Contains("zero has a meaning", answer.Reason, StringComparison.Ordinal);
        Assert.Equal(1, Measured.By(new ClashShare(), declared, right.Points).Value);
    }

    [Fact]
    public void Turning_every_draw_by_itself_does_not_change_the_aligned_distance()
    {
        Batch draws = Truth(6, 64);
        Batch turned = draws.Slice(0, 64);
        RandomStream random = RandomStream.FromSeed(7);
        for (int row = 0; row < 64; row++)
        {
            (double sine, double cosine) = Math.SinCos(2 * Math.PI * random.NextUniform());
            for (int particle = 0; particle < 8; particle += 2)
            {
                (double x, double y) = (draws[row, particle], draws[row, particle + 1]);
                turned[row, particle] = (float)((cosine * x) - (sine * y) + row);
                turned[row, particle + 1] = (float)((sine * x) + (cosine * y) - row);
            }
        }

        Batch truth = Truth(8, 64);
        Assert.Equal(AlignedWasserstein2.Distance(Target, draws, truth), AlignedWasserstein2.Distance(Target, turned, truth), 1e-4);
        Assert.Equal(0, AlignedWasserstein2.Distance(Target, draws, turned), 1e-4);
    }

    [Fact]
    public void Draws_out_of_sight_have_no_aligned_distance()
    {
        Batch draws = Truth(9, 64);
        draws[5, 0] = 1e20f;

        Assert.Equal(
            "1 of 1 comparisons of 64 draws gave no finite number",
            Assert.IsType<Measurement.NotApplicable>(new AlignedWasserstein2().Measure(new Draws(draws, EvaluationCost.None), Target, RandomStream.FromSeed(1))).Reason);
    }

    [Fact]
    public void Unaligned_distances_between_samples_are_refused() =>
        Assert.Contains("rotations", Assert.IsType<Measurement.NotApplicable>(
            new Wasserstein2().Measure(new Draws(Truth(5), EvaluationCost.None), Target, RandomStream.FromSeed(1))).Reason, StringComparison.Ordinal);

    private static Measurement.Measured Measure(IMetric metric, Batch draws) =>
        Assert.IsType<Measurement.Measured>(metric.Measure(new Draws(draws, EvaluationCost.None), Target, RandomStream.FromSeed(100)));

    private static Batch Truth(ulong seed, int count = Count) => TruthSample.Draw(TrueDraws.Of(Target)!, count, Target.Dimension, RandomStream.FromSeed(seed));
}
