using Samovar.Compute.Randomness;
using Samovar.Diffusions;
using Samovar.Targets;

namespace Samovar.Tests.Diffusions;

public sealed class PosteriorChainsTests
{
    private const double FalseAlarm = 1e-6;

    /// <summary>False-alarm rate 1e-6 each.</summary>
    [Theory]
    [InlineData(0.05f)]
    [InlineData(0.4f)]
    [InlineData(1.5f)]
    public void Langevin_moves_leave_the_posterior_alone(float step)
    {
        GaussianPosterior posterior = new();

        int accepted = posterior.Chains.Langevin(GaussianPosterior.InverseTemperature, step);

        Assert.InRange(accepted, 0.02 * posterior.Kernel.Lanes, 0.999 * posterior.Kernel.Lanes);
        Assert.InRange(posterior.WorstDeviation(), 0, GaussianPosterior.Bound(FalseAlarm));
    }

    /// <summary>With a limit that binds on most lanes; false-alarm rate 1e-6 each.</summary>
    [Theory]
    [InlineData(0.1f)]
    [InlineData(0.4f)]
    public void Limited_drifts_leave_the_posterior_alone(float longest)
    {
        GaussianPosterior posterior = new(longestDrift: longest);

        int accepted = posterior.Chains.Langevin(GaussianPosterior.InverseTemperature, 0.4f);

        Assert.InRange(accepted, 0.02 * posterior.Kernel.Lanes, 0.999 * posterior.Kernel.Lanes);
        Assert.InRange(posterior.WorstDeviation(), 0, GaussianPosterior.Bound(FalseAlarm));
    }

    /// <summary>Two particles of thirteen at a tenth of their distance: the force is 1e13 times what it is among neighbours.</summary>
    [Theory]
    [InlineData(float.PositiveInfinity, false)]
    [InlineData(1f, true)]
    public void Particles_that_overlap_come_apart_with_limited_drifts_alone(float longest, bool apart)
    {
        Lj13 target = new();
        ILaneKernel kernel = target.Capability<IHasLaneKernel>()!.CreateLaneKernel(16);
        PosteriorChains chains = new(kernel, target.Dimension, 3) { LongestDrift = longest };
        float[] row = [.. Enumerable.Range(0, target.Dimension).Select(index => index % 3 == 0 ? 1.1f * (index / 3) : 0)];
        row[3] = 0.1f;
        chains.Start(row, 0.5f, null, RandomStreamState.FromSeed(2));
        for (int index = 0; index < kernel.Points.Length; index++)
        {
            kernel.Points[index] = row[index / kernel.Lanes];
        }

        chains.Refresh();
        double before = -kernel.LogDensity[0];
        for (int move = 0; move < 50; move++)
        {
            chains.Langevin(1, 5e-4f);
        }

        double highest = -kernel.LogDensity.ToArray().Min();
        Assert.True(before > 1e10);
        Assert.Equal(apart, highest < 1e-6 * before);
    }

    /// <summary>Proposals narrower and wider than the base; false-alarm rate 1e-6 each.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1.3)]
    public void Sweeps_leave_the_posterior_alone(double smallestProposal)
    {
        GaussianPosterior posterior = new();

        posterior.Chains.Sweep(GaussianPosterior.InverseTemperature, smallestProposal);

        Assert.InRange(posterior.WorstDeviation(), 0, GaussianPosterior.Bound(FalseAlarm));
    }

    [Fact]
    public void The_test_catches_langevin_moves_without_rejection()
    {
        const float Step = 0.4f;
        GaussianPosterior posterior = new();
        (float precision, float pull) = posterior.Chains.GaussianAt(GaussianPosterior.InverseTemperature);
        RandomStream random = RandomStream.FromSeed(3);
        Span<float> points = posterior.Kernel.Points;
        for (int index = 0; index < points.Length; index++)
        {
            float centre = pull * (index < posterior.Kernel.Lanes ? 0.3f : -1.1f);
            float drift = ((float)GaussianPosterior.InverseTemperature * posterior.Kernel.Score[index]) - (precision * (points[index] - centre));
            points[index] += (Step * drift) + (MathF.Sqrt(2 * Step) * (float)random.NextNormal());
        }

        Assert.True(posterior.WorstDeviation() > GaussianPosterior.Bound(FalseAlarm));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_test_catches_moves_for_a_slightly_different_temperature(bool sweep)
    {
        GaussianPosterior posterior = new();
        for (int move = 0; move < 3; move++)
        {
            if (sweep)
            {
                posterior.Chains.Sweep(GaussianPosterior.InverseTemperature + 0.1, 0);
            }
            else
            {
                posterior.Chains.Langevin(GaussianPosterior.InverseTemperature + 0.1, 0.2f);
            }
        }

        Assert.True(posterior.WorstDeviation() > GaussianPosterior.Bound(FalseAlarm));
    }

    [Fact]
    public void The_test_accepts_chains_that_do_not_move() => Assert.Equal(0, new GaussianPosterior().WorstDeviation());

    [Fact]
    public void After_a_move_and_a_sweep_the_kept_values_are_those_of_the_points()
    {
        GaussianPosterior posterior = new();
        posterior.Chains.Langevin(0.6, 0.4f);
        float[] scores = posterior.Kernel.Score.ToArray();
        posterior.Chains.Sweep(0.6, 0);
        float[] logDensities = posterior.Kernel.LogDensity.ToArray();
        float[] points = posterior.Kernel.Points.ToArray();

        posterior.Chains.Refresh();

        Assert.Equal(posterior.Kernel.LogDensity.ToArray(), logDensities);
        Assert.Equal(points, posterior.Kernel.Points.ToArray());
        Assert.NotEqual(scores, posterior.Kernel.Score.ToArray());
    }

    [Fact]
    public void Chosen_chains_are_copied_with_all_their_values()
    {
        GaussianPosterior posterior = new();
        int lanes = posterior.Kernel.Lanes;
        float[] points = posterior.Kernel.Points.ToArray();
        float[] scores = posterior.Kernel.Score.ToArray();
        float[] logDensities = posterior.Kernel.LogDensity.ToArray();
        int[] chosen = [.. Enumerable.Range(0, lanes).Select(lane => lane / 3 * 2 % lanes)];

        posterior.Chains.Choose(chosen);

        Assert.All(Enumerable.Range(0, lanes), lane =>
        {
            Assert.Equal(logDensities[chosen[lane]], posterior.Kernel.LogDensity[lane]);
            Assert.Equal(points[lanes + chosen[lane]], posterior.Kernel.Points[lanes + lane]);
            Assert.Equal(scores[chosen[lane]], posterior.Kernel.Score[lane]);
        });
    }

    [Fact]
    public void A_proposal_whose_energy_is_not_a_number_is_rejected()
    {
        HalfPlane kernel = new();
        PosteriorChains chains = new(kernel, 1);
        chains.Start([0.5f], 0.1f, null, RandomStreamState.FromSeed(1));

        int accepted = 0;
        for (int move = 0; move < 20; move++)
        {
            accepted += chains.Langevin(1, 0.05f);
            chains.Sweep(1, 2);
            chains.Refresh();
        }

        Assert.InRange(accepted, 1, (20 * kernel.Lanes) - 1);
        Assert.All(kernel.Points.ToArray(), point => Assert.True(point > 0));
    }

    /// <summary>exp(−x) where x is positive, not a number elsewhere.</summary>
    private sealed class HalfPlane : ILaneKernel
    {
        private readonly float[] points = new float[16];
        private readonly float[] logDensities = new float[16];
        private readonly float[] scores = new float[16];

        public int Lanes => 16;

        public Span<float> Points => points;

        public Span<float> LogDensity => logDensities;

        public Span<float> Score => scores;

        public void Evaluate()
        {
            EvaluateLogDensity();
            scores.AsSpan().Fill(-1);
        }

        public void EvaluateLogDensity()
        {
            for (int lane = 0; lane < 16; lane++)
            {
                logDensities[lane] = points[lane] > 0 ? -points[lane] : float.NaN;
            }
        }
    }
}
