using Samovar.Compute.Randomness;

namespace Samovar.Compute.Tests.Randomness;

public sealed class RandomStreamDistributionTests
{
    private const int Count = 1 << 19;

    [Fact]
    public void Single_normals_have_the_moments_and_tails_of_the_standard_normal() =>
        Assert.InRange(NormalAlarm.Largest(Singles(RandomStream.FromSeed(1))), 0, NormalAlarm.Bound);

    [Fact]
    public void Double_normals_have_the_moments_and_tails_of_the_standard_normal()
    {
        double[] sample = new double[Count];

        RandomStream.FromSeed(2).FillNormal(sample);

        Assert.InRange(NormalAlarm.Largest(sample), 0, NormalAlarm.Bound);
    }

    [Fact]
    public void Normals_drawn_one_by_one_have_the_moments_and_tails_of_the_standard_normal()
    {
        RandomStream stream = RandomStream.FromSeed(3);

        double[] sample = [.. Enumerable.Range(0, Count).Select(_ => stream.NextNormal())];

        Assert.InRange(NormalAlarm.Largest(sample), 0, NormalAlarm.Bound);
    }

    [Fact]
    public void The_alarm_notices_normals_of_a_wrong_scale() =>
        Assert.True(NormalAlarm.Largest([.. Singles(RandomStream.FromSeed(1)).Select(x => 1.01 * x)]) > NormalAlarm.Bound);

    [Fact]
    public void The_alarm_notices_sums_of_twelve_uniforms_in_the_place_of_normals()
    {
        float[] uniforms = new float[12 * Count];
        RandomStream.FromSeed(1).FillUniform(uniforms);

        double[] sample = [.. uniforms.Chunk(12).Select(chunk => chunk.Sum(x => (double)x) - 6)];

        Assert.True(NormalAlarm.Largest(sample) > NormalAlarm.Bound);
    }

    [Fact]
    public void The_alarm_notices_pairs_which_share_their_magnitude()
    {
        double[] sample = Singles(RandomStream.FromSeed(1));
        for (int i = 0; i + 32 <= sample.Length; i += 32)
        {
            sample.AsSpan(i, 16).CopyTo(sample.AsSpan(i + 16, 16));
        }

        Assert.True(NormalAlarm.Largest(sample) > NormalAlarm.Bound);
    }

    // Sample mean, second moment, correlation of neighbours and chi-square on 256 cells, each within 4.5 standard deviations
    // (of the normal approximation): a false alarm has probability 3e-5.
    [Fact]
    public void Uniforms_fill_the_open_interval_evenly()
    {
        float[] filled = new float[Count];
        RandomStream stream = RandomStream.FromSeed(4);

        stream.FillUniform(filled);

        Assert.InRange(UniformAlarm([.. filled.Select(x => (double)x)]), 0, 4.5);
        Assert.InRange(UniformAlarm([.. Enumerable.Range(0, Count).Select(_ => (double)stream.NextUniform())]), 0, 4.5);
        Assert.InRange(UniformAlarm([.. Enumerable.Range(0, Count).Select(_ => stream.NextDouble())]), 0, 4.5);
        Assert.True(UniformAlarm([.. filled.Select(x => Math.Pow(x, 1.01))]) > 4.5);
    }

    [Fact]
    public void Uniforms_of_the_extreme_words_lie_strictly_inside_the_interval()
    {
        Assert.Equal(1f / 16777216, RandomTransform.Uniform(0u));
        Assert.Equal(1f - (1f / 16777216), RandomTransform.Uniform(uint.MaxValue));
        Assert.Equal(1 / 9007199254740992.0, RandomTransform.Uniform(0UL));
        Assert.Equal(1 - (1 / 9007199254740992.0), RandomTransform.Uniform(ulong.MaxValue));
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(1u)]
    [InlineData(0x7fffffffu)]
    [InlineData(0x80000000u)]
    [InlineData(0xffffffffu)]
    public void Normals_of_the_extreme_words_are_finite_and_not_zero_radius(uint word)
    {
        RandomTransform.NormalPair(
            System.Runtime.Intrinsics.Vector512.Create(word), System.Runtime.Intrinsics.Vector512.Create(word), out var one, out var other);

        double radius = Math.Sqrt(((double)one[0] * one[0]) + ((double)other[0] * other[0]));
        Assert.InRange(radius, 1e-4, 6.8);
    }

    // A share of each of 7 values, 4.5 standard deviations: a false alarm has probability 5e-5.
    [Fact]
    public void Integers_below_a_bound_are_equally_likely()
    {
        RandomStream stream = RandomStream.FromSeed(5);
        int[] counts = new int[7];

        for (int i = 0; i < 70_000; i++)
        {
            counts[stream.NextInt(7)]++;
        }

        Assert.All(counts, count => Assert.InRange(count, 10_000 - (4.5 * 92.6), 10_000 + (4.5 * 92.6)));
    }

    // With 3 * 2^29 values a multiplication without rejection would give the multiples of 3 the share 3/8.
    [Fact]
    public void Integers_below_a_large_bound_have_no_bias_from_rounding()
    {
        RandomStream stream = RandomStream.FromSeed(6);
        const int Draws = 60_000;

        int multiples = Enumerable.Range(0, Draws).Count(_ => stream.NextInt(3 << 29) % 3 == 0);

        Assert.InRange(multiples, (Draws / 3) - (4.5 * 115.5), (Draws / 3) + (4.5 * 115.5));
    }

    [Fact]
    public void An_empty_range_of_integers_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => RandomStream.FromSeed(1).NextInt(0));

    // Correlations of 512 x 1024 numbers between children of one parent: each within 4.5 standard deviations, 7e-6 a piece.
    [Fact]
    public void Children_of_one_parent_are_uncorrelated()
    {
        RandomStream parent = RandomStream.FromSeed(7);
        double[][] children =
        [
            Singles(parent), Singles(parent.Fork()), Singles(parent.Fork()), Singles(parent.Split(0)), Singles(parent.Split(1)),
            Singles(parent.Named("a")), Singles(parent.Named("b")), Singles(parent.Fork().Fork()), Singles(RandomStream.FromSeed(8)),
        ];

        for (int i = 0; i < children.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                double correlation = children[i].Zip(children[j], (x, y) => x * y).Sum() / Math.Sqrt(Count);
                Assert.InRange(correlation, -4.5, 4.5);
            }
        }
    }

    private static double[] Singles(RandomStream stream)
    {
        float[] sample = new float[Count];
        stream.FillNormal(sample);
        return [.. sample.Select(x => (double)x)];
    }

    private static double UniformAlarm(double[] sample)
    {
        Assert.All(sample, x => Assert.True(x is > 0 and < 1));
        double n = sample.Length;
        double mean = (sample.Sum() / n) - 0.5;
        double second = (sample.Sum(x => x * x) / n) - (1.0 / 3);
        double next = sample.Zip(sample.Skip(1), (x, y) => (x - 0.5) * (y - 0.5)).Sum() / n;
        int[] cells = new int[256];
        foreach (double x in sample)
        {
            cells[(int)(256 * x)]++;
        }

        double chiSquare = cells.Sum(count => (count - (n / 256)) * (count - (n / 256)) / (n / 256));
        double[] deviations =
        [
            mean * Math.Sqrt(12 * n), second * Math.Sqrt(n / (4.0 / 45)), next * 12 * Math.Sqrt(n), (chiSquare - 255) / Math.Sqrt(510),
        ];
        return deviations.Max(Math.Abs);
    }
}
