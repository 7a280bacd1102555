using Samovar.Compute.Randomness;

namespace Samovar.Compute.Tests.Randomness;

public sealed class MersenneTwisterTests
{
    [Fact]
    public void Gives_the_published_first_words_of_the_default_seed()
    {
        MersenneTwister generator = new(5489);

        uint[] words = [.. Enumerable.Range(0, 5).Select(_ => generator.NextUInt32())];

        Assert.Equal([3499211612u, 581869302u, 3890346734u, 3586334585u, 545404204u], words);
    }

    [Fact]
    public void Gives_the_ten_thousandth_word_which_the_standard_of_a_language_demands()
    {
        // ISO/IEC 14882 (C++), section on predefined engines: the 10000th word of mt19937 with its default seed.
        MersenneTwister generator = new(5489);
        for (int i = 1; i < 10_000; i++)
        {
            generator.NextUInt32();
        }

        Assert.Equal(4123659995u, generator.NextUInt32());
    }

    [Fact]
    public void Reproduces_the_means_of_the_published_mixture_of_forty_gaussians()
    {
        MersenneTwister generator = new(0);

        double[] means = [.. Enumerable.Range(0, 6).Select(_ => (generator.NextSingle24() - 0.5) * 80)];

        double[] published = [-0.2995, 21.4577, -32.9218, -29.4376, -15.4062, 10.7263];
        Assert.All(published.Zip(means), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
    }
}
