using Samovar.Diffusions;

namespace Samovar.Tests.Diffusions;

public sealed class SegmentTests
{
    /// <summary>Σ (ln P_F − ln P_B) = Σ s + ln p_n − ln p_m for every segment: losses of partial trajectories never evaluate P_B.</summary>
    [Theory]
    [InlineData("brownian")]
    [InlineData("ornstein-uhlenbeck")]
    public void Log_ratios_of_a_segment_equal_its_forward_less_its_backward_log_densities(string name)
    {
        ReferenceProcess process = ReferenceProcessTests.Of(name, TimeGrid.Cosine(10));
        Paths paths = PathFixture.Simulate(process, 5, 3, 0.8, 0.8, seed: 3);
        for (int first = 0; first < process.Steps; first++)
        {
            double exact = 0;
            double ratios = 0;
            for (int step = first; step < process.Steps; step++)
            {
                exact += paths.LogForward(step, 0) - paths.LogBackward(step, 0);
                ratios += paths.LogRatios[step * paths.Count];
                double ends = process.LogMarginal(step + 1, paths.States[step + 1].Row(0)) - process.LogMarginal(first, paths.States[first].Row(0));

                Assert.Equal(exact, ratios + ends, 2e-3);
            }
        }
    }

    [Fact]
    public void Correlation_with_the_end_is_the_share_of_the_time_for_Brownian_motion()
    {
        ReferenceProcess process = ReferenceProcess.Brownian(3, [0.5, 0.25, 0.25]);

        Assert.Equal([0, 0.5, 0.75, 1], Enumerable.Range(0, 4).Select(process.Correlation), (left, right) => Math.Abs(left - right) < 1e-12);
    }

    [Fact]
    public void Correlation_with_the_end_decays_backward_for_a_stationary_process()
    {
        ReferenceProcess process = ReferenceProcess.OrnsteinUhlenbeck(2, 3, TimeGrid.Uniform(4));

        Assert.Equal(Math.Exp(-1.5), process.Correlation(2), 1e-12);
        Assert.Equal(1, process.Correlation(4), 1e-12);
    }
}
