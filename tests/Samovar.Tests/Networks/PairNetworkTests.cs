using Samovar.Compute;
using Samovar.Compute.Graphs;
using Samovar.Compute.Randomness;
using Samovar.Networks;
using Samovar.Samplers;

namespace Samovar.Tests.Networks;

/// <summary>The network through its two users: a generator without noise levels and a score network with them.</summary>
public sealed class PairNetworkTests
{
    private const double Width = 1.7;

    public static TheoryData<int, int, int, int> Shapes => new() { { 4, 2, 16, 3 }, { 5, 3, 32, 2 }, { 2, 1, 16, 1 }, { 13, 3, 32, 2 } };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Blocks_of_configurations_agree_with_the_formulas_one_by_one(int particles, int axes, int width, int layers)
    {
        PairNetworkOptions options = Options(particles, axes, width, layers);
        ParticleGenerator generator = Generator(options);
        PairNetworkTwin twin = new(options, generator.Parameters);
        Batch latent = Normal(37, options.Dimension);
        generator.Project(latent);
        Batch points = new(37, options.Dimension);

        generator.Generate(latent, points);

        for (int row = 0; row < 37; row += 12)
        {
            double[] expected = twin.Apply([.. latent.Row(row).ToArray().Select(value => value * Width / options.Unit)], [1]);
            for (int column = 0; column < expected.Length; column++)
            {
                Assert.Equal(expected[column] * options.Unit, points[row, column], 2e-5 * particles);
            }
        }
    }

    /// <summary>Central differences of the formulas in double, for a few entries of every matrix.</summary>
    [Theory]
    [InlineData(4, 2, 16, 3)]
    [InlineData(5, 3, 32, 2)]
    [InlineData(2, 1, 16, 1)]
    public void Gradients_agree_with_differences(int particles, int axes, int width, int layers)
    {
        const int Count = 3;
        PairNetworkOptions options = Options(particles, axes, width, layers);
        ParticleGenerator generator = Generator(options);
        Batch latent = Normal(Count, options.Dimension);
        Batch force = Normal(Count, options.Dimension, seed: 8);
        generator.Project(latent);

        double work = generator.Differentiate(latent, force, force);

        double Work(PairNetworkTwin twin) => Enumerable.Range(0, Count).Sum(row =>
            twin.Apply([.. latent.Row(row).ToArray().Select(value => value * Width / options.Unit)], [1])
                .Select((value, column) => value * options.Unit * force[row, column]).Sum()) / Count;
        PairNetworkTwin twin = new(options, generator.Parameters);
        Assert.Equal(Work(twin), work, 1e-4);
        foreach (Parameter parameter in generator.Parameters)
        {
            double size = Math.Sqrt(parameter.GradientMemory.Span.ToArray().Sum(value => (double)value * value) / parameter.Count);
            for (int trial = 0; trial < 2; trial++)
            {
                (int row, int column) = (trial * 7 % parameter.Rows, trial * 5 % parameter.Columns);
                Assert.Equal(Slope(twin, parameter.Name, row, column, Work), parameter.GradientRow(row)[column], (1e-3 * size) + 1e-6);
            }
        }
    }

    [Fact]
    public void The_gradient_of_the_denoising_loss_agrees_with_differences()
    {
        PairNetworkOptions options = Options(4, 2, 16, 3) with { LevelFeatures = 5 };
        PairScoreNetwork network = new(options, 0.1, 3, RandomStream.FromSeed(4));
        (Batch points, Batch noisy, Batch scale) = Noised(24, options);
        network.Observe(points, 0);
        double loss = network.Differentiate(points, noisy, scale);
        foreach (Parameter parameter in network.Parameters)
        {
            double size = Math.Sqrt(parameter.GradientMemory.Span.ToArray().Sum(value => (double)value * value) / parameter.Count);
            (int row, int column) = (parameter.Rows / 2, parameter.Columns / 3);
            float gradient = parameter.GradientRow(row)[column];
            float weight = parameter.Row(row)[column];
            float step = 0.01f;
            parameter.Row(row)[column] = weight + step;
            double above = network.Differentiate(points, noisy, scale);
            parameter.Row(row)[column] = weight - step;
            double below = network.Differentiate(points, noisy, scale);
            parameter.Row(row)[column] = weight;
            Assert.Equal((above - below) / (2 * step), gradient, (0.02 * size) + (1e-4 * loss));
            network.Differentiate(points, noisy, scale);
        }
    }

    /// <summary>The loss is d minus what is learned at the right scale: for a network whose displacements are 0 the score is that of a Gaussian.</summary>
    [Fact]
    public void Without_displacements_the_score_is_that_of_a_gaussian_with_the_variance_of_the_points()
    {
        PairNetworkOptions options = Options(4, 2, 16, 2) with { LevelFeatures = 5 };
        PairScoreNetwork network = new(options, 0.1, 3, RandomStream.FromSeed(4));
        foreach (Parameter parameter in network.Parameters.Where(parameter => parameter.Name.StartsWith("gate", StringComparison.Ordinal)))
        {
            parameter.Memory.Span.Clear();
        }

        (Batch points, Batch noisy, Batch scale) = Noised(4_000, options);
        network.Observe(points, 0);
        Batch score = new(noisy.Count, noisy.Dimension);
        network.Score(noisy, scale, score);

        for (int row = 0; row < 50; row++)
        {
            double expected = -noisy[row, 3] / ((1.5 * 1.5) + Math.Pow(scale[row, 0], 2));
            Assert.Equal(expected, score[row, 3], 0.05 * Math.Max(0.1, Math.Abs(expected)));
        }

        // Gaussian points, Gaussian score: nothing is left to learn, and the loss is the number of degrees of freedom; 6 standard errors.
        Assert.Equal(6, network.Differentiate(points, noisy, scale), 6 * Math.Sqrt(2 * 6.0 / 4_000));
    }

    /// <summary>Reflections that exchange or negate axes do not round, so nothing does.</summary>
    [Fact]
    public void Reflections_along_axes_commute_exactly_and_rotations_to_rounding()
    {
        PairNetworkOptions options = Options(5, 3, 32, 4);
        ParticleGenerator generator = Generator(options);
        Batch latent = Normal(16, 15);
        generator.Project(latent);
        Batch points = Image(generator, latent);

        (double sine, double cosine) = Math.SinCos(0.7);
        Batch mirrored = Image(generator, Mapped(latent, x => [-x[0], x[1], x[2]]));
        Batch turned = Image(generator, Mapped(latent, x => [(cosine * x[0]) - (sine * x[2]), x[1], (sine * x[0]) + (cosine * x[2])]));

        Assert.Equal(Mapped(points, x => [-x[0], x[1], x[2]]).Values, mirrored.Values);
        AssertClose(Mapped(points, x => [(cosine * x[0]) - (sine * x[2]), x[1], (sine * x[0]) + (cosine * x[2])]), turned, 2e-5);
    }

    /// <summary>To rounding and not exactly: sums over the pairs of a particle run in the order of the pairs.</summary>
    [Fact]
    public void Exchanged_particles_stay_exchanged_to_rounding()
    {
        PairNetworkOptions options = Options(5, 3, 32, 4);
        ParticleGenerator generator = Generator(options);
        int[] order = [3, 0, 4, 2, 1];
        Batch latent = Normal(16, 15);
        generator.Project(latent);

        AssertClose(Exchanged(Image(generator, latent), order), Image(generator, Exchanged(latent, order)), 2e-5);
    }

    [Fact]
    public void The_centre_of_mass_passes_unchanged_and_changes_nothing_else()
    {
        PairNetworkOptions options = Options(4, 2, 16, 3);
        ParticleGenerator generator = Generator(options);
        Batch latent = Normal(16, 8);
        Batch centred = new(16, 8);
        centred.CopyFrom(latent);
        generator.Project(centred);
        Batch points = Image(generator, latent);
        Batch others = Image(generator, centred);

        for (int row = 0; row < 16; row++)
        {
            for (int axis = 0; axis < 2; axis++)
            {
                double centre = Enumerable.Range(0, 4).Average(particle => (double)latent[row, (2 * particle) + axis]);
                Assert.Equal(centre, Enumerable.Range(0, 4).Average(particle => (double)points[row, (2 * particle) + axis]), 1e-5);
                Assert.Equal(0, Enumerable.Range(0, 4).Average(particle => (double)others[row, (2 * particle) + axis]), 1e-5);
                Assert.Equal(points[row, 4 + axis] - centre, others[row, 4 + axis], 1e-4);
            }
        }
    }

    [Fact]
    public void A_network_that_knows_the_order_of_a_pair_would_be_seen()
    {
        PairNetworkOptions options = Options(4, 2, 16, 3);
        ParticleGenerator generator = Generator(options);
        Batch latent = Normal(16, 8);
        generator.Project(latent);
        Batch points = Image(generator, latent);
        Batch biased = Mapped(points, 2, (particle, x) => particle == 0 ? [x[0] + 0.01, x[1]] : x);
        Batch exchanged = Exchanged(Image(generator, Exchanged(latent, [1, 0, 2, 3])), [1, 0, 2, 3]);

        Assert.Throws<Xunit.Sdk.EqualException>(() => AssertClose(biased, exchanged, 2e-5));
    }

    private static PairNetworkOptions Options(int particles, int axes, int width, int layers) =>
        new() { Particles = particles, SpatialDimensions = axes, Width = width, Layers = layers, Unit = 0.8 };

    /// <summary>Weights of the gates are enlarged, so that particles move by more than rounding.</summary>
    private static ParticleGenerator Generator(PairNetworkOptions options)
    {
        ParticleGenerator generator = new(new ParticleGeneratorOptions { Network = options, Width = Width }, RandomStream.FromSeed(3));
        foreach (Parameter parameter in generator.Parameters.Where(parameter => parameter.Name.StartsWith("gate", StringComparison.Ordinal)))
        {
            foreach (ref float value in parameter.Row(0))
            {
                value = (5 * value) + 0.01f;
            }
        }

        return generator;
    }

    private static Batch Normal(int count, int dimension, ulong seed = 7)
    {
        Batch batch = new(count, dimension);
        RandomStream.FromSeed(seed).FillNormal(batch.Values);
        return batch;
    }

    private static (Batch Points, Batch Noisy, Batch Scale) Noised(int count, PairNetworkOptions options)
    {
        Batch points = Normal(count, options.Dimension);
        Batch noisy = Normal(count, options.Dimension, seed: 9);
        Batch scale = new(count, 1);
        CentreOfMass.Remove(points, options.SpatialDimensions);
        CentreOfMass.Remove(noisy, options.SpatialDimensions);
        for (int row = 0; row < count; row++)
        {
            scale[row, 0] = (float)(0.1 * Math.Pow(30, (row + 0.5) / count));
            for (int column = 0; column < points.Dimension; column++)
            {
                points[row, column] *= 1.5f;
                noisy[row, column] = points[row, column] + (scale[row, 0] * noisy[row, column]);
            }
        }

        return (points, noisy, scale);
    }

    private static double Slope(PairNetworkTwin twin, string name, int row, int column, Func<PairNetworkTwin, double> of)
    {
        const double Step = 1e-5;
        double weight = twin[name, row, column];
        twin[name, row, column] = weight + Step;
        double above = of(twin);
        twin[name, row, column] = weight - Step;
        double below = of(twin);
        twin[name, row, column] = weight;
        return (above - below) / (2 * Step);
    }

    private static Batch Image(ParticleGenerator generator, Batch latent)
    {
        Batch points = new(latent.Count, latent.Dimension);
        generator.Generate(latent, points);
        return points;
    }

    private static Batch Mapped(Batch batch, Func<double[], double[]> map) => Mapped(batch, 3, (_, position) => map(position));

    private static Batch Mapped(Batch batch, int axes, Func<int, double[], double[]> map)
    {
        Batch mapped = new(batch.Count, batch.Dimension);
        for (int row = 0; row < batch.Count; row++)
        {
            for (int particle = 0; particle < batch.Dimension / axes; particle++)
            {
                double[] image = map(particle, [.. batch.Row(row).Slice(particle * axes, axes).ToArray().Select(value => (double)value)]);
                for (int axis = 0; axis < axes; axis++)
                {
                    mapped[row, (particle * axes) + axis] = (float)image[axis];
                }
            }
        }

        return mapped;
    }

    private static Batch Exchanged(Batch batch, int[] order)
    {
        int axes = batch.Dimension / order.Length;
        Batch exchanged = new(batch.Count, batch.Dimension);
        for (int row = 0; row < batch.Count; row++)
        {
            for (int particle = 0; particle < order.Length; particle++)
            {
                batch.Row(row).Slice(order[particle] * axes, axes).CopyTo(exchanged.Row(row)[(particle * axes)..]);
            }
        }

        return exchanged;
    }

    private static void AssertClose(Batch expected, Batch actual, double tolerance)
    {
        for (int index = 0; index < expected.Values.Length; index++)
        {
            Assert.Equal(expected.Values[index], actual.Values[index], (float)tolerance);
        }
    }
}
