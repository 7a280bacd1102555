using Samovar.Compute.Randomness;
using Samovar.MarkovChains.Tempering;
using Samovar.Tests.Contracts;

namespace Samovar.Tests.MarkovChains.Tempering;

/// <summary>Between N(0, 1) and exp(−(x − 1)²/(2·0.6²)), whose normalizer is 0.6·√(2π).</summary>
public sealed class BridgeSumsTests
{
    private const int Ladders = 32;
    private const double Width = 0.6;

    private static readonly double Exact = Math.Log(Width * Math.Sqrt(2 * Math.PI));

    /// <summary>False-alarm rate 1e-6.</summary>
    [Fact]
    public void The_ratio_of_two_gaussians_is_found()
    {
        (double value, double error) = Bridge(seed: 1, scans: 400);

        Assert.InRange(error, 0.005, 0.03);
        Assert.InRange(Math.Abs(value - Exact) / error, 0, TargetLaws.Deviations(1e-6, 1));
    }

    [Fact]
    public void The_test_catches_works_whose_roles_are_exchanged()
    {
        (double value, double error) = Bridge(seed: 1, scans: 400, exchanged: true);

        Assert.True(Math.Abs(value - Exact) / error > TargetLaws.Deviations(1e-6, 1));
    }

    /// <summary>Over 200 seeds the spread is known to 5 %, so that the bounds are six deviations away.</summary>
    [Fact]
    public void The_error_is_the_spread_between_seeds()
    {
        (double Value, double Error)[] runs = [.. Enumerable.Range(0, 200).Select(seed => Bridge((ulong)seed, scans: 30))];
        double mean = runs.Average(run => run.Value);
        double spread = Math.Sqrt(runs.Average(run => Math.Pow(run.Value - mean, 2)));

        Assert.InRange(runs.Average(run => run.Error) / spread, 0.7, 1.3);
        Assert.InRange(Math.Abs(mean - Exact) / (spread / Math.Sqrt(200)), 0, TargetLaws.Deviations(1e-6, 1));
    }

    [Fact]
    public void Points_that_stay_where_they_are_do_not_lower_the_error()
    {
        double once = Bridge(seed: 3, scans: 40).Error;
        double nineTimes = Bridge(seed: 3, scans: 40, repeats: 9).Error;

        Assert.Equal(once, nineTimes, 1e-9);
    }

    [Theory]
    [InlineData(-3)]
    [InlineData(2)]
    public void The_answer_does_not_hang_on_the_centre(double centre)
    {
        (double value, double error) = Bridge(seed: 4, scans: 400, centre: centre);

        Assert.InRange(Math.Abs(value - Exact) / error, 0, TargetLaws.Deviations(1e-6, 1));
    }

    [Fact]
    public void Without_any_overlap_the_error_is_infinite()
    {
        BridgeSums sums = new(1, Ladders);
        for (int ladder = 0; ladder < Ladders; ladder++)
        {
            sums.Add(0, ladder, double.NegativeInfinity, 3);
        }

        sums.CountScan();

        Assert.Equal(double.PositiveInfinity, sums.Total().StandardError);
        Assert.True(double.IsFinite(sums.Total().Value));
    }

    /// <summary>A centre thousands of nats off leaves no sum to learn from: without another one the bridge would stay broken however long it runs.</summary>
    [Theory]
    [InlineData(-5_000, 0.5)]
    [InlineData(5_000, 0.5)]
    [InlineData(-2, 77)]
    public void Sums_without_overlap_are_centred_anew_and_others_on_what_they_say(double centre, double otherwise)
    {
        BridgeSums sums = new(1, Ladders);
        sums.Restart([centre]);
        Fill(sums, RandomStream.FromSeed(5), 400);
        bool broken = double.IsInfinity(sums.Total().StandardError);

        sums.Recentre([otherwise]);
        Fill(sums, RandomStream.FromSeed(6), 400);

        Assert.Equal(otherwise < 1, broken);
        (double value, double error) = sums.Total();
        Assert.InRange(Math.Abs(value - Exact) / error, 0, TargetLaws.Deviations(1e-6, 1));
    }

    private static (double Value, double Error) Bridge(ulong seed, int scans, bool exchanged = false, int repeats = 1, double centre = 0)
    {
        BridgeSums sums = new(1, Ladders);
        sums.Restart([centre]);
        Fill(sums, RandomStream.FromSeed(seed), scans, exchanged, repeats);
        return sums.Total();
    }

    private static void Fill(BridgeSums sums, RandomStream random, int scans, bool exchanged = false, int repeats = 1)
    {
        for (int scan = 0; scan < scans; scan++)
        {
            for (int ladder = 0; ladder < Ladders; ladder++)
            {
                double hotter = Work(random.NextNormal());
                double colder = Work(1 + (Width * random.NextNormal()));
                for (int repeat = 0; repeat < repeats; repeat++)
                {
                    sums.Add(0, ladder, exchanged ? colder : hotter, exchanged ? hotter : colder);
                }
            }

            sums.CountScan();
        }
    }

    /// <summary>ln p − ln q.</summary>
    private static double Work(double x) => (-0.5 * Math.Pow((x - 1) / Width, 2)) + (0.5 * x * x) + (0.5 * Math.Log(2 * Math.PI));
}
