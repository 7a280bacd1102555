using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Diffusions;
using Samovar.Samplers.Particles;

namespace Samovar.Tests.Samplers.Particles;

public sealed class ScoreDifferenceTests
{
    [Fact]
    public void Nothing_moves_where_rows_and_particles_are_one_set()
    {
        Batch rows = Swarms.Normal(300, 3, 1);

        Assert.All(Direction(rows, rows, Swarms.Normal(300, 3, 2), 0.3).Values.ToArray(), value => Assert.Equal(0, value));
    }

    [Fact]
    public void Exchanging_rows_and_particles_flips_the_sign_exactly()
    {
        Batch rows = Swarms.Normal(200, 2, 1, mean: 1);
        Batch particles = Swarms.Normal(200, 2, 2);
        Batch noisy = Swarms.Normal(200, 2, 3, deviation: 2);
        float[] forward = Direction(rows, particles, noisy, 0.4).Values.ToArray();
        float[] backward = Direction(particles, rows, noisy, 0.4).Values.ToArray();

        Assert.Equal(forward, backward.Select(value => -value));
        Assert.Contains(forward, value => Math.Abs(value) > 0.5);
    }

    /// <summary>D/σ² − z/σ² is the gradient of ln Σ exp(−‖z − x‖²/2σ²), here by central differences of the reported mass in float.</summary>
    [Fact]
    public void The_denoised_point_is_the_gradient_of_the_log_mass()
    {
        const double Level = 0.7;
        const float Difference = 0.01f;
        Batch rows = Swarms.Normal(150, 2, 1);
        Batch noisy = Swarms.Normal(40, 2, 2);
        Batch denoised = new(40, 2);
        KernelDenoiser kernel = new();
        kernel.Denoise(noisy, rows, Level, denoised);
        for (int column = 0; column < 2; column++)
        {
            float[] above = Masses(kernel, Moved(noisy, column, Difference), rows, Level);
            float[] below = Masses(kernel, Moved(noisy, column, -Difference), rows, Level);
            for (int row = 0; row < noisy.Count; row++)
            {
                double slope = (above[row] - below[row]) / (2 * Difference);
                Assert.Equal((denoised[row, column] - noisy[row, column]) / (Level * Level), slope, 2e-3);
            }
        }
    }

    /// <summary>D(z; σ) = (αz + σ²a)/(α + σ²) for N(a, α); the error of the self-normalized estimate falls with the number of rows.</summary>
    [Fact]
    public void The_kernel_denoiser_approaches_that_of_a_gaussian()
    {
        double[] errors = [.. new[] { 200, 20_000 }.Select(count =>
        {
            Batch noisy = Swarms.Normal(200, 1, 9, mean: 0.5);
            Batch estimated = new(200, 1);
            Batch exact = new(200, 1);
            new KernelDenoiser().Denoise(noisy, Swarms.Normal(count, 1, 4, 0.5, Math.Sqrt(2)), 0.8, estimated);
            new GaussianLaw(0.5, 2).Denoise(noisy, 0.8, exact, new LooseStep());
            return Math.Sqrt(Enumerable.Range(0, 200).Average(row => Math.Pow(estimated[row, 0] - exact[row, 0], 2)));
        })];

        Assert.InRange(errors[0], 0.01, 0.3);
        // A hundred times as many rows: ten times smaller, give or take a factor 2.5.
        Assert.InRange(errors[0] / errors[1], 4, 25);
    }

    /// <summary>With g²/2 = 1, N(b, β) moves to N(a, α) by b(t) = a + (b − a)e^(−t/α), β(t) = α + (β − α)e^(−2t/α); Euler with step h errs by O(h).</summary>
    [Fact]
    public void A_gaussian_flows_to_a_gaussian_along_the_closed_form()
    {
        const double Target = 2;
        const double Level = 1e-2;
        const double Step = 0.01;
        (double mean, double variance) = (3, 0.5);
        Batch particles = Swarms.Normal(4_000, 1, 1, mean, Math.Sqrt(variance));
        (mean, variance) = Swarms.Moments(particles);
        (double startMean, double startVariance) = (mean, variance);
        Batch direction = new(particles.Count, 1);
        for (int step = 1; step <= 200; step++)
        {
            // The exact score of the particles, which stay Gaussian, stands in for the kernel: a linear map has no estimation error.
            (double ownMean, double ownVariance) = Swarms.Moments(particles);
            Batch own = new(particles.Count, 1);
            new GaussianLaw(ownMean, ownVariance).Denoise(particles, Level, own, new LooseStep());
            new GaussianLaw(-1, Target).Denoise(particles, Level, direction, new LooseStep());
            for (int row = 0; row < particles.Count; row++)
            {
                particles[row, 0] += (float)(Step / (Level * Level)) * (direction[row, 0] - own[row, 0]);
            }

            double time = step * Step;
            (mean, variance) = Swarms.Moments(particles);
            Assert.Equal(-1 + ((startMean + 1) * Math.Exp(-time / Target)), mean, 0.02);
            Assert.Equal(Target + ((startVariance - Target) * Math.Exp(-2 * time / Target)), variance, 0.03);
        }
    }

    /// <summary>At a fixed level the smoothed laws align, and with them the laws: dβ/dt = 2β(1/(β + σ²) − 1/(α + σ²)) stops at β = α, whatever σ.</summary>
    [Theory]
    [InlineData(0.4)]
    [InlineData(1.0)]
    public void Kernel_particles_take_the_variance_of_a_gaussian_at_every_level(double level)
    {
        ParticleFlow flow = new(
            1,
            new ParticleFlowOptions { Particles = 1_000, Steps = 400, Schedule = new NoiseSchedule.Constant(level), StartMean = 3, StartScale = 0.5 },
            () => new ScoreDifference(new GaussianLaw(-1, 2)),
            RandomStream.FromSeed(3));

        (double mean, double variance) = Swarms.Moments(flow.Draw(1_000, RandomStream.FromSeed(8)).Points);

        // Moments of 1,000 draws: errors 0.045 and 0.09; particles that repel each other do better than draws.
        Assert.Equal(-1, mean, 0.15);
        Assert.Equal(2, variance, 0.3);
    }

    /// <summary>All rows at a and all particles at b: denoisers are a and b, so the scores differ by (a − b)/σ² in each coordinate; a − b is 3, σ is 2, and there are five.</summary>
    [Fact]
    public void The_gap_is_per_coordinate_in_units_of_the_noise()
    {
        LooseStep step = new();
        Batch noisy = Swarms.Normal(40, 5, 1);

        new ScoreDifference(new FixedRows(Filled(4))).Direct(new ParticleMoment(Filled(1), noisy, 2), new Batch(40, 5), step);

        Assert.Equal(9.0 / 4, step.Recorded["score-gap"], 1e-5);
        Assert.Equal(5 * 9.0 / 16, step.Recorded["fisher"], 1e-5);

        static Batch Filled(float value)
        {
            Batch points = new(40, 5);
            points.Values.Fill(value);
            return points;
        }
    }

    private static Batch Direction(Batch rows, Batch particles, Batch noisy, double level)
    {
        Batch direction = new(noisy.Count, noisy.Dimension);
        new ScoreDifference(new FixedRows(rows)).Direct(new ParticleMoment(particles, noisy, level), direction, new LooseStep());
        return direction;
    }

    private static float[] Masses(KernelDenoiser kernel, Batch noisy, Batch rows, double level)
    {
        kernel.Denoise(noisy, rows, level, new Batch(noisy.Count, noisy.Dimension));
        return kernel.LogMass.ToArray();
    }

    private static Batch Moved(Batch points, int column, float difference)
    {
        Batch moved = new(points.Count, points.Dimension);
        moved.CopyFrom(points);
        for (int row = 0; row < points.Count; row++)
        {
            moved[row, column] += difference;
        }

        return moved;
    }
}
