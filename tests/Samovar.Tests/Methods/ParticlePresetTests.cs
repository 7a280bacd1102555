using Samovar.Methods;
using Samovar.Targets;

namespace Samovar.Tests.Methods;

/// <summary>What decisions 0018 and 0021 found to keep trainings of particles calm and right.</summary>
public sealed class ParticlePresetTests
{
    public static TheoryData<IParticleSystem, double, double> Systems => new() { { new Dw4(), 2.4, 0.9 }, { new Lj13(), 1, 0 } };

    [Theory]
    [MemberData(nameof(Systems), DisableDiscoveryEnumeration = true)]
    public void Wide_noise_is_learned_from_chains_and_many_particles_have_no_momentum(IParticleSystem system, double noise, double momentum)
    {
        ITarget target = (ITarget)system;
        ParticlePreset preset = ParticlePreset.For(system, new MeteredTarget(target), quick: false, seed: 1);
        double squaredScore = preset.Objective.Taught!.SquaredScore;

        Assert.Equal(noise / Math.Sqrt(squaredScore), preset.Objective.Taught.Levels.Smallest, 1e-9);
        Assert.Equal(preset.Objective.Levels.Largest, preset.Objective.Taught.Levels.Largest);
        Assert.Equal(momentum, preset.Objective.GeneratorOptimizer.Beta1);
    }

    [Fact]
    public void An_energy_as_smooth_as_the_noise_needs_no_chains()
    {
        PairPotential springs = Target.FromPairPotential(3, 2, squared => 0.5 * squared);

        Assert.Null(ParticlePreset.For(springs, new MeteredTarget(springs), quick: false, seed: 1).Objective.Taught);
    }
}
