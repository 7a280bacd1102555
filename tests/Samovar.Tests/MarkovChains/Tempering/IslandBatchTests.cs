using Samovar.Compute.Randomness;
using Samovar.MarkovChains;
using Samovar.MarkovChains.Tempering;
using Samovar.Targets;

namespace Samovar.Tests.MarkovChains.Tempering;

public sealed class IslandBatchTests
{
    private const int Islands = 8;
    private const int Particles = 64;

    /// <summary>One bold step from the reference, after which islands of few particles disagree about Z.</summary>
    private static IslandBatch Batch()
    {
        SequentialMonteCarloOptions options = new() { Islands = Islands, ParticlesPerIsland = Particles };
        LaneKernelPool kernels = new(new ManyWell(new ManyWellOptions { Dimension = 8 }), ChainBlock.DefaultLanes);
        IslandBatch islands = new(kernels, 8, options, RandomStream.FromSeed(3).State);
        islands.Start();
        islands.Step(1, 1, new HamiltonianMonteCarlo(new HamiltonianOptions { StepSize = 0.1, LeapfrogSteps = 2, StepSpread = 1.5 }), 1);
        return islands;
    }

    [Fact]
    public void Islands_give_particles_in_proportion_to_their_normalizers()
    {
        IslandBatch islands = Batch();
        const int Count = 1000;
        double largest = islands.Members.Max(island => island.LogNormalizer);
        double[] shares = [.. islands.Members.Select(island => Math.Exp(island.LogNormalizer - largest))];
        Assert.True(shares.Max() > 2 * shares.Min(), "Islands that agree cannot tell right choices from equal ones.");

        int[] chosen = islands.Choose(Count);

        Assert.Equal(chosen.Order(), chosen);
        for (int island = 0; island < Islands; island++)
        {
            int given = chosen.Count(particle => particle / Particles == island);
            Assert.InRange(given - (Count * shares[island] / shares.Sum()), -1, 1);
        }
    }

    [Fact]
    public void The_particles_of_an_island_lie_far_apart()
    {
        int[] chosen = Batch().Choose(2 * Islands);

        Assert.Equal(chosen.Distinct().Count(), chosen.Length);
        Assert.All(chosen.GroupBy(particle => particle / Particles).Where(group => group.Count() > 1), group =>
            Assert.True(group.Zip(group.Skip(1), (low, high) => high - low).Min() >= Particles / (group.Count() + 1)));
    }

    /// <summary>The last island is dead, and so are all in the end: then they give alike.</summary>
    [Fact]
    public void Dead_islands_give_nothing_unless_all_are_dead()
    {
        IslandBatch islands = Batch();
        Kill(islands.Members[^1]);

        Assert.All(islands.Choose(4_000), particle => Assert.InRange(particle, 0, ((Islands - 1) * Particles) - 1));

        Array.ForEach(islands.Members, Kill);
        Assert.Equal(Enumerable.Range(0, Islands * Particles), islands.Choose(Islands * Particles));

        static void Kill(ParticleIsland island)
        {
            Array.Fill(island.LogRatio, double.NegativeInfinity);
            island.Reweight(0.1);
        }
    }

    [Fact]
    public void A_particle_is_found_in_its_block()
    {
        IslandBatch islands = Batch();

        Assert.Same(islands.Members[5].Blocks[1], islands.Block((5 * Particles) + ChainBlock.DefaultLanes + 7));
    }
}
