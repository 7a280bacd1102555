using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Data;
using Samovar.Data.Sources;
using Samovar.Metrics;
using Samovar.Samplers;

namespace Samovar.Tests.Metrics;

public sealed class EnergyMetricTests
{
    private static readonly EightGaussians Source = new();

    [Fact]
    public void The_ranking_area_counts_pairs()
    {
        // Of the nine pairs 6 are in order and one is tied.
        Assert.Equal(6.5 / 9, RankingArea.Of([1, 2, 5], [2, 4, 6]).Area, 1e-12);
        Assert.Equal(1, RankingArea.Of([1, 2], [3, 4]).Area);
        Assert.Equal((0.5, 0), RankingArea.Of([1, 1], [1, 1]));
    }

    /// <summary>Of normal scores one deviation apart the area is Φ(1/√2) = 0.7602; 40 samples, limits of 4.5 errors of their mean: false alarms below one in 100 000.</summary>
    [Fact]
    public void The_error_of_the_ranking_area_is_its_spread()
    {
        RandomStream random = RandomStream.FromSeed(1);
        (double Area, double Error)[] found = [.. Enumerable.Range(0, 40).Select(_ => RankingArea.Of(Normal(random, 0), Normal(random, 1)))];
        double mean = found.Average(pair => pair.Area);
        double spread = Math.Sqrt(found.Sum(pair => Math.Pow(pair.Area - mean, 2)) / 39);

        Assert.Equal(0.7602, mean, 4.5 * spread / Math.Sqrt(40));
        // The spread of 40 numbers is known to 11 %.
        Assert.InRange(found.Average(pair => pair.Error) / spread, 0.6, 1.6);
    }

    /// <summary>0.902 ± 0.0015 is the area of the true density on [−4, 4]².</summary>
    [Fact]
    public void The_true_density_is_at_its_own_floor_and_worse_energies_are_below()
    {
        Measurement.Measured truth = Measure(new EnergyAuc(), values => values);
        Assert.Equal(truth.Floor!.Value, truth.Value, 1e-12);
        Assert.Equal(0.902, truth.Value, 0.01);
        Assert.Equal(1 - truth.Value, Measure(new EnergyAuc(), values => -values).Value, 1e-12);
        Assert.Equal(0.5, Measure(new EnergyAuc(), _ => 0).Value, 1e-12);
    }

    [Fact]
    public void Slopes_are_those_of_the_learned_densities()
    {
        Measurement.Measured raw = Measure(new EnergySlope(), values => 0.7 * values);
        Assert.Equal((0.7, 0.6), (raw.Value, raw.Floor!.Value));
        Measurement.Measured corrected = Measure(new LogDensitySlope(), values => 0.7 * values);
        Assert.Equal((1.4, 1.0), (corrected.Value, corrected.Floor!.Value));
    }

    private static double[] Normal(RandomStream random, double mean) => [.. Enumerable.Range(0, 300).Select(_ => mean + random.NextNormal())];

    private static Measurement.Measured Measure(IEnergyMetric metric, Func<double, double> change)
    {
        Measurement.Measured measured = Assert.IsType<Measurement.Measured>(metric.Measure(new Known(change), DataSet.Of(Source), RandomStream.FromSeed(4)));
        return measured with { Value = Math.Round(measured.Value, 12) };
    }

    /// <summary>A change of the true log-density as −E/τ, and its double as the corrected one.</summary>
    private sealed class Known(Func<double, double> change) : IEnergyModel
    {
        public int Dimension => 2;

        public double Temperature => 0.5;

        public double ExpectedSlope => 0.6;

        public void Energy(Batch points, Span<double> energy)
        {
            Source.LogDensity(points, energy);
            foreach (ref double value in energy)
            {
                value = -Temperature * change(value);
            }
        }

        public void LogDensity(Batch points, Span<double> logDensity)
        {
            Source.LogDensity(points, logDensity);
            foreach (ref double value in logDensity)
            {
                value = 2 * change(value);
            }
        }
    }
}
