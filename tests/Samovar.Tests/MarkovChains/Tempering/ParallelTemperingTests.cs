using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.MarkovChains;
using Samovar.MarkovChains.Diagnostics;
using Samovar.MarkovChains.Tempering;
using Samovar.Methods;
using Samovar.Targets;

namespace Samovar.Tests.MarkovChains.Tempering;

/// <summary>
/// Errors are those of a mean over 32 independent ladders: Student's t with 31 degrees of freedom, which exceeds 6 at a rate of 1.2e-6 on either side.
/// </summary>
public sealed class ParallelTemperingTests
{
    private const double Bound = 6;

    /// <summary>False-alarm rate 3e-6 each; the error itself is small, or it would prove nothing.</summary>
    [Theory]
    [InlineData("gaussian")]
    [InlineData("double-well")]
    [InlineData("mog9")]
    [InlineData("many-well")]
    [InlineData("huge")]
    [InlineData("half-line")]
    public void The_normalizer_is_found_within_its_own_error(string name)
    {
        TemperedDraws draws = Run(name, ExchangeRules.Metropolis);

        Assert.InRange(draws.LogNormalizerError, 1e-4, 0.1);
        Assert.InRange(Deviation(name, draws), 0, Bound);
        Assert.Equal(TemperingCases.All[name].LogNormalizer, draws.LogNormalizer, 0.1);
    }

    /// <summary>A bent valley that no kernel leaves at its ends. False-alarm rate of the error 3e-6.</summary>
    [Fact]
    public void An_annealed_start_puts_no_more_chains_into_dead_ends_than_belong_there()
    {
        Rosenbrock target = new();

        TemperedDraws annealed = Valley(target, annealed: true);
        TemperedDraws cooled = Valley(target, annealed: false);

        Assert.InRange(Math.Abs(annealed.LogNormalizer - target.LogNormalizer) / annealed.LogNormalizerError, 0, Bound);
        Assert.InRange(ChainDiagnostics.Of(annealed.Trace.Chains()).WorstRHat, 0.99, 1.1);
        Assert.True(ChainDiagnostics.Of(cooled.Trace.Chains()).WorstRHat > 1.2);
    }

    private static TemperedDraws Valley(Rosenbrock target, bool annealed)
    {
        ParallelTemperingOptions options = new()
        {
            LeastScans = 500,
            MostScans = 1,
            AnnealedStart = annealed,
            Explorer = new SweepingKernel(TemperingCases.Explorer, new SliceSampler(new SliceOptions())),
        };
        return new ParallelTempering(options).Run(target, ReferenceFit.Isotropic(2, 40), 1, RandomStream.FromSeed(5));
    }

    [Fact]
    public void The_test_catches_exchanges_that_are_always_accepted() =>
        Assert.True(Deviation("mog9", Run("mog9", (_, _) => 1)) > Bound);

    [Fact]
    public void The_test_catches_exchanges_with_the_wrong_sign() =>
        Assert.True(Deviation("mog9", Run("mog9", (hotter, colder) => ExchangeRules.Metropolis(colder, hotter))) > Bound);

    /// <summary>False-alarm rate 3e-5: nine modes.</summary>
    [Fact]
    public void Modes_have_their_weights()
    {
        Mog9 target = new();

        Assert.InRange(WorstMode(target, Run("mog9", ExchangeRules.Metropolis)), 0, Bound);
    }

    [Fact]
    public void The_test_of_weights_catches_exchanges_that_are_always_accepted()
    {
        Mog9 target = new();

        Assert.True(WorstMode(target, Run("mog9", (_, _) => 1)) > Bound);
    }

    /// <summary>False-alarm rate 1e-5: four wells.</summary>
    [Fact]
    public void Wells_have_their_masses()
    {
        ManyWell target = new();
        TemperedDraws draws = Run("many-well", ExchangeRules.Metropolis);

        Assert.All(target.WellCoordinates, column => Assert.InRange(LadderDeviation(draws.Trace, target.LeftMass, points => Share(points, row => points[row, column] < 0)), 0, Bound));
    }

    [Fact]
    public void Numbers_about_the_ladders_are_those_of_the_frozen_scans()
    {
        TemperedDraws draws = Run("mog9", ExchangeRules.Metropolis);

        Assert.Equal(800, draws.Scans);
        Assert.Equal(draws.Schedule.Count - 1, draws.Rejections.Count);
        Assert.All(draws.Rejections, rejection => Assert.Equal(draws.Barrier / draws.Rejections.Count, rejection, 0.08));
        Assert.InRange(draws.Acceptances.Skip(1).Min(), 0.6, 0.95);
        Assert.InRange(draws.RoundTrips, 1, draws.Arrivals);
        Assert.Equal(0, draws.Divergent);
    }

    [Fact]
    public void Scans_double_until_the_normalizer_is_known()
    {
        (ITarget target, AffineMap reference, _) = TemperingCases.All["double-well"];
        TemperedDraws Until(double precision) => new ParallelTempering(Options() with { LeastScans = 100, MostScans = 1_600, Precision = precision })
            .Run(target, reference, 100, RandomStream.FromSeed(5));

        Assert.Equal(100, Until(1).Scans);
        Assert.Equal(1_600, Until(1e-9).Scans);
        Assert.True(Until(1e-9).LogNormalizerError < 0.6 * Until(1).LogNormalizerError);
    }

    [Fact]
    public void A_run_can_be_stopped()
    {
        (ITarget target, AffineMap reference, _) = TemperingCases.All["double-well"];
        using CancellationTokenSource source = new();
        Action<double> stop = share =>
        {
            if (share > 0.3)
            {
                source.Cancel();
            }
        };

        Assert.Throws<OperationCanceledException>(() => new ParallelTempering(Options()).Run(target, reference, 100, RandomStream.FromSeed(5), stop, source.Token));
    }

    private static ParallelTemperingOptions Options() => new() { Rounds = 5, LeastScans = 800, Precision = 10, Explorer = TemperingCases.Explorer };

    private static TemperedDraws Run(string name, ExchangeRule rule)
    {
        (ITarget target, AffineMap reference, _) = TemperingCases.All[name];
        return new ParallelTempering(Options() with { Rungs = name == "mog9" ? 10 : 0 }) { Exchange = rule }.Run(target, reference, 1_000, RandomStream.FromSeed(1));
    }

    private static double Deviation(string name, TemperedDraws draws) =>
        TemperingCases.Deviation(draws.LogNormalizer, draws.LogNormalizerError, TemperingCases.All[name].LogNormalizer);

    private static double WorstMode(Mog9 target, TemperedDraws draws) => target.ModeWeights.Index().Max(mode => LadderDeviation(draws.Trace, mode.Item, points =>
    {
        double[] responsibilities = new double[points.Count * target.ModeWeights.Count];
        target.Responsibilities(points, responsibilities);
        return Share(points, row => responsibilities[(row * target.ModeWeights.Count) + mode.Index] > 0.5);
    }));

    private static double Share(Batch points, Func<int, bool> inside) => Enumerable.Range(0, points.Count).Average(row => inside(row) ? 1.0 : 0);

    /// <summary>|t| of a mean over the ladders.</summary>
    private static double LadderDeviation(TemperedTrace trace, double expected, Func<Batch, double> value)
    {
        Batch points = trace.Chains().Points;
        double[] values = [.. Enumerable.Range(0, trace.Ladders).Select(ladder => value(points.Slice(ladder * trace.Scans, trace.Scans)))];
        double mean = values.Average();
        return Math.Abs(mean - expected) / Math.Sqrt(values.Sum(each => Math.Pow(each - mean, 2)) / (values.Length * (values.Length - 1.0)));
    }
}
