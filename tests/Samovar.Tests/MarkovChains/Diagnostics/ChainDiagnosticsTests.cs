using Samovar.Compute.Randomness;
using Samovar.MarkovChains.Diagnostics;

namespace Samovar.Tests.MarkovChains.Diagnostics;

public sealed class ChainDiagnosticsTests
{
    private const int Chains = 8;
    private const int Steps = 4_000;

    /// <summary>The standard deviation of a sum of estimated autocorrelations is a few percent here; five of them are allowed. False-alarm rate 1e-6.</summary>
    [Fact]
    public void Independent_draws_have_an_R_hat_of_one_and_count_in_full()
    {
        CoordinateDiagnostics found = Of(Autoregression(0), value => value);

        Assert.InRange(found.RHat, 0.999, 1.003);
        Assert.InRange(found.BulkEss / (Chains * Steps), 0.85, 1.15);
        Assert.InRange(found.TailEss / (Chains * Steps), 0.85, 1.15);
        Assert.InRange(found.Mean, -5 * found.MeanError, 5 * found.MeanError);
        Assert.Equal(1 / Math.Sqrt(Chains * Steps), found.MeanError, 0.1 / Math.Sqrt(Chains * Steps));
    }

    /// <summary>Effective draws of a first-order autoregression: n(1 − ρ)/(1 + ρ). False-alarm rate 1e-5.</summary>
    [Theory]
    [InlineData(0.9)]
    [InlineData(0.5)]
    [InlineData(-0.4)]
    public void An_autoregression_has_its_known_number_of_effective_draws(double correlation)
    {
        double expected = (1 - correlation) / (1 + correlation);

        double found = Of(Autoregression(correlation), value => value).BulkEss / (Chains * Steps);

        Assert.InRange(found / expected, 0.8, 1.25);
    }

    [Fact]
    public void Effective_draws_do_not_depend_on_a_monotone_scale()
    {
        CoordinateDiagnostics plain = Of(Autoregression(0.5), value => value);
        CoordinateDiagnostics stretched = Of(Autoregression(0.5), value => Math.Sinh(2 * value));

        Assert.Equal(plain.BulkEss, stretched.BulkEss, 1e-9 * plain.BulkEss);
        Assert.Equal(plain.TailEss, stretched.TailEss, 1e-9 * plain.TailEss);
    }

    /// <summary>Cauchy draws have no mean and no variance; ranks do not mind. The last chain is moved by a fifth of the quartile distance.</summary>
    [Fact]
    public void Heavy_tails_neither_raise_R_hat_nor_hide_a_shifted_chain()
    {
        ChainTrace trace = Autoregression(0);
        for (int index = 0; index < trace.Points.Count; index++)
        {
            trace.Points[index, 0] /= (float)RandomStream.FromSeed(5).Split(index).NextNormal();
        }

        double honest = ChainDiagnostics.Of(trace).WorstRHat;
        foreach (int step in Enumerable.Range(0, Steps))
        {
            trace.At(Chains - 1, step)[0] += 1;
        }

        Assert.InRange(honest, 0.999, 1.003);
        Assert.InRange(ChainDiagnostics.Of(trace).WorstRHat, 1.01, 2);
    }

    [Fact]
    public void A_chain_that_sits_elsewhere_raises_R_hat_and_lowers_the_effective_draws()
    {
        CoordinateDiagnostics found = Of(Autoregression(0), (chain, _, value) => chain == 0 ? value + 2 : value);

        Assert.InRange(found.RHat, 1.1, 2);
        Assert.InRange(found.BulkEss, 1, 200);
    }

    [Fact]
    public void A_chain_that_drifts_is_caught_although_all_chains_agree() =>
        Assert.InRange(Of(Autoregression(0), (_, step, value) => value + (2.0 * step / Steps)).RHat, 1.05, 2);

    /// <summary>The broken twin of the folded statistic is the plain one: it sees nothing here.</summary>
    [Fact]
    public void Chains_of_equal_means_and_different_spreads_are_caught_by_folding_alone()
    {
        ChainTrace trace = With(Autoregression(0), (chain, _, value) => chain < Chains / 2 ? value : 3 * value);

        Assert.InRange(ChainVariances.Of(RankNormalization.Of(SplitDraws.Of(trace, 0))).RHat, 0.999, 1.003);
        Assert.InRange(ChainDiagnostics.Of(trace).WorstRHat, 1.05, 2);
    }

    [Fact]
    public void The_worst_coordinate_is_the_one_that_counts()
    {
        ChainTrace trace = new(2, 100, 3);
        RandomStream.FromSeed(1).FillNormal(trace.Points.Values);
        for (int step = 0; step < 100; step++)
        {
            trace.At(1, step)[2] += 5;
        }

        ChainDiagnostics found = ChainDiagnostics.Of(trace);

        Assert.Equal(found.Coordinates[2].RHat, found.WorstRHat);
        Assert.Equal(found.Coordinates[2].BulkEss, found.LeastBulkEss);
        Assert.True(found.Coordinates[0].RHat < 1.1);
    }

    [Fact]
    public void Chains_stuck_at_different_points_have_an_infinite_R_hat_and_equal_draws_have_none()
    {
        ChainTrace trace = new(2, 10, 2);
        for (int step = 0; step < 10; step++)
        {
            trace.At(1, step)[0] = 1;
        }

        ChainDiagnostics found = ChainDiagnostics.Of(trace);

        Assert.Equal(double.PositiveInfinity, found.Coordinates[0].RHat);
        Assert.True(double.IsNaN(found.Coordinates[1].RHat));
        Assert.True(double.IsNaN(found.Coordinates[1].BulkEss));
        Assert.True(double.IsNaN(found.WorstRHat));
    }

    [Fact]
    public void Draws_that_are_not_finite_are_named()
    {
        ChainTrace trace = new(2, 10, 2);
        trace.At(1, 7)[1] = float.NaN;

        Assert.Contains("Coordinate 1 of chain 1 is NaN at step 7", Assert.Throws<ArgumentException>(() => ChainDiagnostics.Of(trace)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Too_few_steps_are_refused() =>
        Assert.Contains("at least 8", Assert.Throws<ArgumentException>(() => ChainDiagnostics.Of(new ChainTrace(4, 7, 1))).Message, StringComparison.Ordinal);

    private static CoordinateDiagnostics Of(ChainTrace trace, Func<double, double> change) => Of(trace, (_, _, value) => change(value));

    private static CoordinateDiagnostics Of(ChainTrace trace, Func<int, int, double, double> change) => ChainDiagnostics.Of(With(trace, change)).Coordinates[0];

    private static ChainTrace With(ChainTrace trace, Func<int, int, double, double> change)
    {
        for (int index = 0; index < trace.Points.Count; index++)
        {
            trace.Points[index, 0] = (float)change(index / trace.Steps, index % trace.Steps, trace.Points[index, 0]);
        }

        return trace;
    }

    /// <summary>Stationary chains x' = ρ x + √(1 − ρ²) ε.</summary>
    private static ChainTrace Autoregression(double correlation)
    {
        ChainTrace trace = new(Chains, Steps, 1);
        RandomStream.FromSeed(11).FillNormal(trace.Points.Values);
        for (int chain = 0; chain < Chains; chain++)
        {
            for (int step = 1; step < Steps; step++)
            {
                ref float value = ref trace.At(chain, step)[0];
                value = (float)((correlation * trace.At(chain, step - 1)[0]) + (Math.Sqrt(1 - (correlation * correlation)) * value));
            }
        }

        return trace;
    }
}
