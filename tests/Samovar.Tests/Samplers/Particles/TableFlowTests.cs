using System.Globalization;
using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Data;
using Samovar.Diffusions;
using Samovar.Methods;
using Samovar.Metrics.HeldOut;
using Samovar.Samplers;
using Samovar.Samplers.Particles;
using Samovar.Tests.Runs;

namespace Samovar.Tests.Samplers.Particles;

/// <summary>Few rows: what keeps particles from landing on them.</summary>
public sealed class TableFlowTests : TemporaryFolder
{
    /// <summary>The least integrated error of a Gaussian's kernel density is at 1.06·n^(−1/5) in one dimension; likelihood asks for about as much.</summary>
    [Theory]
    [InlineData(200, 0.37)]
    [InlineData(2_000, 0.23)]
    public void The_best_width_is_that_of_the_textbook_for_a_gaussian(int rows, double expected) =>
        Assert.InRange(KernelWidth.LeaveOneOut(Swarms.Normal(rows, 1, 6)), expected / 1.8, expected * 1.8);

    /// <summary>In other units the best width is the same: levels are a factor of e^0.136 apart, and the search goes as far.</summary>
    [Theory]
    [InlineData(1e-6)]
    [InlineData(30)]
    [InlineData(1e8)]
    public void The_best_width_follows_the_units_of_the_rows(double unit)
    {
        double width = KernelWidth.LeaveOneOut(Swarms.Normal(400, 2, 6));

        Assert.Equal(1, KernelWidth.LeaveOneOut(Swarms.Normal(400, 2, 6, deviation: unit)) / (unit * width), 0.15);
    }

    /// <summary>Rows of about deviation 1 have the 40 levels from 2 down to 0.01, whatever chance makes of it; wider ones have those of the same series.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(1.1)]
    [InlineData(5)]
    public void Levels_are_those_of_one_series(double deviation)
    {
        double place = 39 * Math.Log(KernelWidth.LeaveOneOut(Swarms.Normal(400, 2, 6, deviation: deviation)) / 2) / Math.Log(0.005);

        Assert.Equal(Math.Round(place), place, 1e-9);
    }

    [Fact]
    public void Particles_of_a_table_are_new_and_as_wide_as_its_rows()
    {
        DataSet data = Rows();
        Batch draws = ((IFreeSampler)new SdFlow().Start(data, "quick", 1).Sampler).Draw(1_000, RandomStream.FromSeed(2)).Points;

        Assert.InRange(Novelty(draws, data), 0.7, 1.6);
        (double mean, double variance) = Swarms.Moments(draws);
        Assert.Equal(0, mean, 0.1);
        Assert.Equal(1, variance, 0.15);
    }

    /// <summary>The broken twin: the same flow without the last noise.</summary>
    [Fact]
    public void Particles_followed_to_little_noise_are_copies()
    {
        DataSet data = Rows();
        ParticleFlowOptions options = new() { Steps = 200, Particles = 256, Schedule = new NoiseSchedule.Cosine(5, 0.05) };
        Batch draws = new ParticleFlow(data.Dimension, options, () => new ScoreDifference(new RowAttraction(data, 1024)), RandomStream.FromSeed(1))
            .Draw(256, RandomStream.FromSeed(2)).Points;

        Assert.InRange(Novelty(draws, data), 0, 0.2);
    }

    private static double Novelty(Batch draws, DataSet data) =>
        Assert.IsType<Measurement.Measured>(new Novelty().Measure(draws, data, RandomStream.FromSeed(5))).Value;

    private DataSet Rows()
    {
        Batch points = Swarms.Normal(300, 5, 12);
        File.WriteAllLines(At("rows.csv"), Enumerable.Range(0, points.Count).Select(row =>
            string.Join(',', Enumerable.Range(0, 5).Select(column => points[row, column].ToString("R", CultureInfo.InvariantCulture)))));
        return new DataSet(new TableOptions { DataPath = At("rows.csv") });
    }
}
