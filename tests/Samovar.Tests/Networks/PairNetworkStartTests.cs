using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Networks;
using Samovar.Samplers;

namespace Samovar.Tests.Networks;

public sealed class PairNetworkStartTests
{
    /// <summary>Without the share that one particle counts, 13 particles started five times too wide and 55 did not come back.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(13)]
    [InlineData(30)]
    public void A_new_network_moves_many_particles_as_little_as_few(int particles)
    {
        // A quarter of the typical distance of two particles with coordinates of unit variance.
        PairNetworkOptions options = new() { Particles = particles, SpatialDimensions = 3, Unit = Math.Sqrt(6) / 4 };
        ParticleGenerator generator = new(new ParticleGeneratorOptions { Network = options }, RandomStream.FromSeed(3));
        Batch latent = new(64, options.Dimension);
        RandomStream.FromSeed(7).FillNormal(latent.Values);
        generator.Project(latent);
        Batch points = new(64, options.Dimension);

        generator.Generate(latent, points);

        Assert.InRange(Squares(points) / Squares(latent), 0.5, 2);
    }

    private static double Squares(Batch points) => points.Values.ToArray().Sum(value => (double)value * value);
}
