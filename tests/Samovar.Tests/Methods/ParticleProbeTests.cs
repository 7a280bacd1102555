using Samovar.Compute.Randomness;
using Samovar.Methods;
using Samovar.Targets;

namespace Samovar.Tests.Methods;

public sealed class ParticleProbeTests
{
    /// <summary>Sizes of exact draws; 1,024 points in four islands know them to a few per cent. Draws of a Gaussian overlap: chains that start there find another size.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Lennard_Jones_particles_are_found_from_overlapping_starts(ulong seed)
    {
        Lj13 target = new();

        ParticleProbe probe = ParticleProbe.Of(target, target, RandomStream.FromSeed(seed));

        Assert.Equal(0.708, probe.Deviation, 0.02);
        Assert.InRange(probe.SquaredScore, 190, 230);
    }

    /// <summary>Two particles on a line: the energy is ½ x² of their difference, a Gaussian. 1,024 points know its deviation to 2 per cent.</summary>
    [Fact]
    public void Springs_have_the_size_that_follows_from_their_energy()
    {
        ITarget target = Target.FromPairPotential(2, 1, squared => 0.5 * squared, name: "spring");

        ParticleProbe probe = ParticleProbe.Of((IParticleSystem)target, target, RandomStream.FromSeed(1));

        // x₁ − x₂ ~ N(0, 1), so a coordinate without the centre has variance 1/4 + 1/4 of one degree of freedom: 1/2.
        Assert.Equal(Math.Sqrt(0.5), probe.Deviation, 0.04);
        // Of two coordinates: (1/0.5 for the relative one + 1 for the centre)/2.
        Assert.Equal(1.5, probe.SquaredScore, 0.15);
    }
}
