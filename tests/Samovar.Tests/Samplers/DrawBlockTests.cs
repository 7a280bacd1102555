using Samovar.Compute.Randomness;
using Samovar.Diffusions;
using Samovar.Networks;
using Samovar.Samplers;
using Samovar.Targets;

namespace Samovar.Tests.Samplers;

public sealed class DrawBlockTests
{
    private static readonly Gaussian Target = new(new GaussianOptions());

    /// <summary>At 40 × 40 cells, four floats for every coordinate of every state that is kept, of all 100 steps or of one, beside what an ordinary problem gets.</summary>
    [Theory]
    [InlineData(100, 1600, 96)]
    [InlineData(1, 1600, 1000)]
    [InlineData(256, 64, 1000)]
    [InlineData(100, 32, 1000)]
    [InlineData(1000, 10_000, 32)]
    public void Paths_kept_at_a_time_stay_below_a_quarter_of_a_gibibyte_unless_32_of_them_do_not(int steps, int dimension, int wanted)
    {
        int block = ControlledDiffusion.BlockOf(steps, dimension);
        long bytes = 4L * sizeof(float) * steps * dimension * block;

        Assert.Equal(wanted, block);
        Assert.True(bytes <= 1L << 28 || block == 32, $"{block} paths take {bytes} bytes.");
        Assert.True(4L * sizeof(float) * 100 * 1600 * 1000 > 1L << 31, "A thousand paths of the largest problem would have fitted all the same.");
    }

    /// <summary>Both run the same weights with the same randomness; only what is remembered differs, so not a bit of what is told may.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Paths_that_forget_their_steps_end_and_weigh_as_if_they_were_kept(bool ownVariances)
    {
        const int Wanted = 70;
        ControlledDiffusion sampler = Sampler(ownVariances);
        Draws draws = sampler.Draw(Target, Wanted, RandomStream.FromSeed(3));
        Paths whole = sampler.CreatePaths(96);
        sampler.Simulate(Target, whole, RandomStream.FromSeed(3), 1);
        PathLedger ledger = new(Process.Steps);
        ledger.Add(whole, Wanted);

        Assert.Equal(whole.States[^1].Slice(0, Wanted).Values.ToArray(), draws.Points.Values.ToArray());
        Assert.Equal(whole.LogWeights.Take(Wanted), draws.LogWeights!);
        Assert.Equal(ledger.Costs, draws.Ledger!.Costs);
        Assert.Equal(ledger.LogRatios, draws.Ledger.LogRatios);
        Assert.Equal(ledger.Spreads, draws.Ledger.Spreads);
        Assert.Contains(draws.Ledger.Costs, cost => cost > 0.01);
    }

    [Fact]
    public void The_first_draws_are_the_same_however_many_follow()
    {
        float[][] drawn = [.. new[] { 5, 40, 995, 1_300 }.Select(count => Sampler(true).Draw(Target, count, RandomStream.FromSeed(3)).Points.Values[..10].ToArray())];

        Assert.All(drawn, draws => Assert.Equal(drawn[0], draws));
    }

    /// <summary>What is drawn beyond the wanted ones fills a block of 32 up, and is counted.</summary>
    [Theory]
    [InlineData(1, 32)]
    [InlineData(1_000, 1_000)]
    [InlineData(1_033, 1_064)]
    public void A_few_draws_cost_a_few_paths(int count, int paths)
    {
        Draws draws = Sampler(false).Draw(Target, count, RandomStream.FromSeed(3));

        Assert.Equal(paths * 12, draws.Cost.Scores);
        Assert.Equal(paths * 13, draws.Cost.Energies);
    }

    /// <summary>A thousand steps of a thousand paths in 64 dimensions are 1.2 GiB when kept.</summary>
    [Fact]
    public void Memory_of_draws_does_not_grow_with_the_number_of_steps()
    {
        Paths passing = Paths.Passing(ReferenceProcess.Brownian(1, TimeGrid.Uniform(1_000)), 1_000, 64, ownVariances: true);

        Assert.Equal(1_001, passing.States.Count);
        Assert.Single(passing.States.Distinct());
        Assert.All([passing.Controls, passing.Increments, passing.Scores, passing.LogVariances!], batch => Assert.Equal(1_000, batch.Count));
    }

    private static ReferenceProcess Process => ReferenceProcess.Brownian(2, TimeGrid.Cosine(12));

    private static ControlledDiffusion Sampler(bool ownVariances) => new(
        2, Process, new ControlledDiffusionOptions { Network = new MlpOptions { Width = 32, OutputScale = 1 }, LearnedVariance = ownVariances }, RandomStream.FromSeed(7));
}
