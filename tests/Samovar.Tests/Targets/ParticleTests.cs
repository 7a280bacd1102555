using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Runs;
using Samovar.Targets;
using Samovar.Tests.Contracts;

namespace Samovar.Tests.Targets;

public sealed class Dw4Contract : TargetContract
{
    protected override ITarget Subject { get; } = new Dw4();

    protected override Batch TypicalPoints(int count) => ParticleTests.SpreadOut(Subject, count, spacing: 3, jitter: 0.7);
}

public sealed class Lj13Contract : TargetContract
{
    protected override ITarget Subject { get; } = new Lj13();

    // The pair term bends on a scale of a tenth of a diameter.
    protected override double DifferenceStep => 1.0 / 512;

    protected override Batch TypicalPoints(int count) => ParticleTests.SpreadOut(Subject, count, spacing: 1.1, jitter: 0.05);
}

public sealed class Lj55Contract : TargetContract
{
    protected override ITarget Subject { get; } = new Lj55();

    protected override double DifferenceStep => 1.0 / 512;

    protected override Batch TypicalPoints(int count) => ParticleTests.SpreadOut(Subject, count, spacing: 1.1, jitter: 0.05);
}

public sealed class ParticleTests
{
    public static TheoryData<string> Systems => ["dw4", "lj13", "lj55"];

    [Fact]
    public void A_pair_potential_in_one_line_is_the_built_in_system()
    {
        PairPotential wells = Target.FromPairPotential(4, 2, r2 => Compute.Graphs.TracedMath.Square(Compute.Graphs.TracedMath.Sqrt(r2) - 4)
            * ((0.9 * Compute.Graphs.TracedMath.Square(Compute.Graphs.TracedMath.Sqrt(r2) - 4)) - 4));
        PairPotential cluster = Target.FromPairPotential(13, 3, r2 => 2 * ((1 / (r2 * r2 * r2)) * ((1 / (r2 * r2 * r2)) - 2)), confinement: 1);

        Same(new Dw4(), wells, 3, 1);
        Same(new Lj13(), cluster, 1.1, 0.05);

        static void Same(ITarget expected, ITarget actual, double spacing, double jitter)
        {
            Batch points = SpreadOut(expected, 10, spacing, jitter);
            (double[] one, double[] other) = (new double[10], new double[10]);
            expected.LogDensity(points, one);
            actual.LogDensity(points, other);
            for (int row = 0; row < 10; row++)
            {
                Assert.Equal(one[row], other[row], 1e-9 * Math.Max(1, Math.Abs(one[row])));
            }
        }
    }

    [Fact]
    public void Dw4_is_the_published_sum_over_pairs_plus_a_normal_centre()
    {
        Dw4 target = new();
        Batch points = SpreadOut(target, 10, spacing: 3, jitter: 1);
        double[] energies = new double[10];

        target.RelativeEnergy(points, energies);

        for (int row = 0; row < 10; row++)
        {
            double expected = 0;
            foreach (double distance in Distances(points, row, 4, 2))
            {
                expected += (0.9 * Math.Pow(distance - 4, 4)) - (4 * Math.Pow(distance - 4, 2));
            }

            Assert.Equal(expected, energies[row], 1e-5 * Math.Max(1, Math.Abs(expected)));
        }
    }

    [Fact]
    public void Lj13_counts_ordered_pairs_and_ties_particles_to_their_centre()
    {
        Lj13 target = new();
        Batch points = SpreadOut(target, 10, spacing: 1.1, jitter: 0.05);
        double[] energies = new double[10];

        target.RelativeEnergy(points, energies);

        for (int row = 0; row < 10; row++)
        {
            double pairs = Distances(points, row, 13, 3).Sum(distance => Math.Pow(distance, -12) - (2 * Math.Pow(distance, -6)));
            double expected = (2 * pairs) + (0.5 * SquaredSpread(points, row, 13, 3));
            Assert.Equal(expected, energies[row], 2e-5 * Math.Max(1, Math.Abs(expected)));
        }
    }

    [Theory]
    [MemberData(nameof(Systems))]
    public void Relative_energy_does_not_change_with_the_place_of_the_cluster(string name)
    {
        ITarget target = Create(name);
        IParticleSystem system = target.Capability<IParticleSystem>()!;
        Batch points = SpreadOut(target, 5, spacing: 1.2, jitter: 0.05);
        Batch moved = points.Slice(0, 5);
        for (int index = 0; index < moved.Values.Length; index++)
        {
            moved.Values[index] += 2f - (index % system.SpatialDimensions);
        }

        double[] energies = new double[5];
        double[] afterwards = new double[5];
        double[] logDensities = new double[5];
        system.RelativeEnergy(points, energies);
        system.RelativeEnergy(moved, afterwards);
        target.LogDensity(moved, logDensities);

        Assert.All(energies.Zip(afterwards), pair => Assert.Equal(pair.First, pair.Second, 1e-4 * Math.Max(1, Math.Abs(pair.First))));
        Assert.All(energies.Zip(logDensities), pair => Assert.True(-pair.Second > pair.First + 1, "The centre of mass must be confined."));
    }

    /// <summary>With the relative coordinates held, √n c is standard normal: its second difference of the energy is 1.</summary>
    [Theory]
    [MemberData(nameof(Systems))]
    public void Centre_of_mass_is_a_standard_normal_in_orthonormal_coordinates(string name)
    {
        ITarget target = Create(name);
        IParticleSystem system = target.Capability<IParticleSystem>()!;
        Batch points = SpreadOut(target, 3, spacing: 1.2, jitter: 0);
        foreach (int row in new[] { 1, 2 })
        {
            for (int place = 0; place < target.Dimension; place += system.SpatialDimensions)
            {
                points[row, place] += (row == 1 ? 2 : -2) / MathF.Sqrt(system.Particles);
            }
        }

        double[] logDensity = new double[3];
        target.LogDensity(points, logDensity);

        Assert.Equal(4, (2 * logDensity[0]) - logDensity[1] - logDensity[2], 1e-3);
    }

    /// <summary>The draws published with other samplers; their mean energies were computed elsewhere, that of lj13 with a core softened by 0.03.</summary>
    [Theory]
    [InlineData("dw4", -22.507, 0.001)]
    [InlineData("lj13", -43.15, 0.03)]
    public void Published_draws_have_the_published_mean_energy(string name, double expected, double tolerance)
    {
        string? folder = Environment.GetEnvironmentVariable("SAMOVAR_DATA");
        string file = Path.Combine(folder ?? string.Empty, $"{name}-reference.npy");
        Assert.SkipUnless(folder is not null && File.Exists(file), $"needs {name}-reference.npy in the folder that SAMOVAR_DATA names");
        using FileStream stream = File.OpenRead(file);
        Batch draws = NumpyFile.Read(stream, file);
        double[] energies = new double[draws.Count];

        Create(name).Capability<IParticleSystem>()!.RelativeEnergy(draws, energies);

        Assert.Equal(expected, energies.Average(), tolerance);
    }

    [Fact]
    public void Coincident_particles_have_a_finite_energy_in_double_precision()
    {
        Lj13 target = new();
        (double[] logDensity, Batch score) = TargetLaws.Evaluate(target, new Batch(1, 39));

        Assert.True(double.IsFinite(logDensity[0]) && logDensity[0] < -1e30);
        Assert.DoesNotContain(score.Row(0).ToArray(), float.IsNaN);
    }

    /// <summary>Particles on a cubic or square grid with random displacements, the centre near 0.</summary>
    internal static Batch SpreadOut(ITarget target, int count, double spacing, double jitter)
    {
        IParticleSystem system = target.Capability<IParticleSystem>()!;
        int side = (int)Math.Ceiling(Math.Pow(system.Particles, 1.0 / system.SpatialDimensions) - 1e-9);
        Batch points = new(count, target.Dimension);
        RandomStream random = RandomStream.FromSeed(51);
        for (int row = 0; row < count; row++)
        {
            for (int particle = 0; particle < system.Particles; particle++)
            {
                int place = particle;
                for (int axis = 0; axis < system.SpatialDimensions; axis++)
                {
                    double grid = (place % side) - (0.5 * (side - 1));
                    points[row, (particle * system.SpatialDimensions) + axis] = (float)((spacing * grid) + (jitter * random.NextNormal()));
                    place /= side;
                }
            }
        }

        return points;
    }

    private static ITarget Create(string name) => name switch
    {
        "dw4" => new Dw4(),
        "lj13" => new Lj13(),
        _ => new Lj55(),
    };

    private static IEnumerable<double> Distances(Batch points, int row, int particles, int axes)
    {
        for (int first = 0; first < particles; first++)
        {
            for (int second = first + 1; second < particles; second++)
            {
                yield return Math.Sqrt(Enumerable.Range(0, axes).Sum(axis => Math.Pow(points[row, (first * axes) + axis] - points[row, (second * axes) + axis], 2)));
            }
        }
    }

    private static double SquaredSpread(Batch points, int row, int particles, int axes) => Enumerable.Range(0, axes).Sum(axis =>
    {
        double[] places = [.. Enumerable.Range(0, particles).Select(particle => (double)points[row, (particle * axes) + axis])];
        return places.Sum(place => Math.Pow(place - places.Average(), 2));
    });
}
