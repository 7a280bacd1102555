using Samovar.Compute.Randomness;
using Samovar.MarkovChains;
using Samovar.MarkovChains.Tempering;

namespace Samovar.Tests.MarkovChains.Tempering;

public sealed class ParticleIslandTests
{
    private const int Particles = 64;

    [Fact]
    public void Resampling_gives_every_particle_its_share_rounded_up_or_down()
    {
        double[] weights = [.. Enumerable.Range(0, Particles).Select(index => 1.0 + (index % 7))];
        double mean = weights.Average();
        ParticleIsland island = Island(weights);

        island.Reweight(1);

        float[] chosen = Points(island);
        Assert.Equal(Math.Log(mean), island.LogNormalizer, 1e-9);
        Assert.All(weights.Index(), weight => Assert.InRange(chosen.Count(value => value == weight.Index), Math.Floor(weight.Item / mean), Math.Ceiling(weight.Item / mean)));
    }

    [Fact]
    public void Normalizers_of_steps_add_up_and_weights_start_anew()
    {
        ParticleIsland island = Island([.. Enumerable.Repeat(3.0, Particles)]);

        island.Reweight(0.25);
        island.Reweight(0.75);

        Assert.Equal(Math.Log(3), island.LogNormalizer, 1e-9);
    }

    [Fact]
    public void Particles_outside_the_support_die_and_count_in_the_normalizer()
    {
        ParticleIsland island = Island([.. Enumerable.Range(0, Particles).Select(index => index % 4 == 0 ? 1.0 : 0)]);

        island.Reweight(1e-18);

        Assert.Equal(Math.Log(0.25), island.LogNormalizer, 1e-9);
        Assert.All(Points(island), value => Assert.Equal(0, value % 4));
    }

    [Fact]
    public void An_island_outside_the_support_weighs_nothing_for_ever()
    {
        ParticleIsland island = Island(new double[Particles]);

        island.Reweight(0.1);
        Array.Clear(island.LogRatio);
        island.Reweight(0.1);

        Assert.Equal(double.NegativeInfinity, island.LogNormalizer);
        Assert.Equal(Enumerable.Range(0, Particles).Select(index => (float)index), Points(island).Order());
    }

    [Fact]
    public void A_particle_of_infinite_density_ends_the_run_with_a_reason()
    {
        ParticleIsland island = Island([.. Enumerable.Range(0, Particles).Select(index => index == 7 ? double.PositiveInfinity : 1)]);

        Assert.Contains("energy is −∞", Assert.Throws<SamplingFailedException>(() => island.Reweight(0.1)).Message, StringComparison.Ordinal);
    }

    /// <summary>Particles at 0, 1, 2, … with given weights for a whole step.</summary>
    private static ParticleIsland Island(double[] weights)
    {
        ParticleIsland island = new(1, Particles, RandomStreamState.FromSeed(3));
        foreach ((int index, double weight) in weights.Index())
        {
            island.Blocks[index / ChainBlock.DefaultLanes].Points[index % ChainBlock.DefaultLanes] = index;
            island.LogRatio[index] = Math.Log(weight);
        }

        return island;
    }

    private static float[] Points(ParticleIsland island) => [.. island.Blocks.SelectMany(block => block.Points.ToArray())];
}
