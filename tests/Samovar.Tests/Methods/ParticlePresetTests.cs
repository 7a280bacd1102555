using Samovar.Methods;
using Samovar.Objectives;
using Samovar.Targets;

namespace Samovar.Tests.Methods;

/// <summary>What decisions 0018 and 0021 found to keep trainings of particles calm and right.</summary>
public sealed class ParticlePresetTests
{
    public static TheoryData<IParticleSystem, double> Systems => new() { { new Dw4(), 2.4 }, { new Lj13(), 1 } };

    [Theory]
    [MemberData(nameof(Systems), DisableDiscoveryEnumeration = true)]
    public void Wide_noise_is_learned_from_chains(IParticleSystem system, double noise)
    {
        ITarget target = (ITarget)system;
        ParticlePreset preset = ParticlePreset.For(system, new MeteredTarget(target), quick: false, seed: 1);
        double squaredScore = preset.Objective.Taught!.SquaredScore;

        Assert.Equal(noise / Math.Sqrt(squaredScore), preset.Objective.Taught.Levels.Smallest, 1e-9);
        Assert.Equal(preset.Objective.Levels.Largest, preset.Objective.Taught.Levels.Largest);
    }

    [Theory]
    [InlineData(4, 0.9, 1.05)]
    [InlineData(32, 0.9, 1.05)]
    [InlineData(33, 0, null)]
    public void The_generator_of_many_particles_has_no_momentum_and_that_of_fewer_waits(int particles, double momentum, double? waitAbove)
    {
        PairPotential springs = Target.FromPairPotential(particles, 1, squared => 0.5 * squared);

        ReverseDiffusiveKlOptions objective = ParticlePreset.For(springs, new MeteredTarget(springs), quick: true, seed: 1).Objective;

        Assert.Equal(momentum, objective.GeneratorOptimizer.Beta1);
        Assert.Equal(waitAbove, objective.WaitAbove);
    }

    [Fact]
    public void An_energy_as_smooth_as_the_noise_needs_no_chains()
    {
        PairPotential springs = Target.FromPairPotential(3, 2, squared => 0.5 * squared);

        Assert.Null(ParticlePreset.For(springs, new MeteredTarget(springs), quick: false, seed: 1).Objective.Taught);
    }
}
