using Samovar.Compute.Randomness;

namespace Samovar.Compute.Tests.Randomness;

public sealed class RandomStreamTests
{
    [Fact]
    public void A_stream_restored_from_its_state_never_notices()
    {
        RandomStream stream = RandomStream.FromSeed(11).Named("round trip");
        stream.FillNormal(new float[37]);
        stream.NextInt(10);
        RandomStream restored = RandomStream.FromState(stream.State);

        Assert.Equal(Everything(stream), Everything(restored));
        Assert.Equal(stream.State, restored.State);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(200)]
    public void A_short_fill_is_the_beginning_of_a_long_one(int length)
    {
        float[] normals = new float[length], uniforms = new float[length], many = new float[512];
        double[] wide = new double[length], manyWide = new double[512];

        RandomStream.FromSeed(12).FillNormal(normals);
        RandomStream.FromSeed(12).FillNormal(many);
        Assert.Equal(many[..length], normals);

        RandomStream.FromSeed(12).FillUniform(uniforms);
        RandomStream.FromSeed(12).FillUniform(many);
        Assert.Equal(many[..length], uniforms);

        RandomStream.FromSeed(12).FillNormal(wide);
        RandomStream.FromSeed(12).FillNormal(manyWide);
        Assert.Equal(manyWide[..length], wide);
    }

    [Fact]
    public void Fills_consume_whole_steps_and_draws_one_block()
    {
        RandomStream stream = RandomStream.FromSeed(13);

        stream.FillNormal(Span<float>.Empty);
        Assert.Equal(0u, stream.State.Position);
        stream.FillNormal(new float[65]);
        Assert.Equal(32u, stream.State.Position);
        stream.FillUniform(new float[64]);
        Assert.Equal(48u, stream.State.Position);
        stream.FillNormal(new double[33]);
        Assert.Equal(80u, stream.State.Position);
        stream.NextNormal();
        stream.NextDouble();
        stream.NextUniform();
        stream.NextUInt32();
        Assert.Equal(84u, stream.State.Position);
    }

    [Fact]
    public void Counters_carry_from_the_lower_to_the_upper_word()
    {
        RandomStreamState state = new(5, 9, uint.MaxValue - 3UL);
        float[] filled = new float[64];

        RandomStream.FromState(state).FillUniform(filled);

        for (int lane = 0; lane < 16; lane++)
        {
            float single = RandomStream.FromState(state with { Position = state.Position + (ulong)lane }).NextUniform();
            Assert.Equal(single, filled[lane]);
        }
    }

    [Fact]
    public void Fork_moves_the_parent_and_split_and_named_do_not()
    {
        RandomStream stream = RandomStream.FromSeed(14);
        RandomStreamState before = stream.State;

        RandomStream split = stream.Split(3);
        RandomStream named = stream.Named("noise");
        Assert.Equal(before, stream.State);

        RandomStream fork = stream.Fork();
        Assert.NotEqual(before, stream.State);
        Assert.NotEqual(fork.State, stream.Fork().State);
        Assert.Equal(split.State, stream.Split(3).State);
        Assert.Equal(named.State, stream.Named("noise").State);
        Assert.Equal(4, new[] { before, split.State, named.State, fork.State }.Distinct().Count());
    }

    [Fact]
    public void Splits_of_many_indices_are_all_different()
    {
        RandomStream stream = RandomStream.FromSeed(15);

        Assert.Equal(100_000, Enumerable.Range(-50_000, 100_000).Select(i => stream.Split(i).State.Stream).Distinct().Count());
    }

    [Fact]
    public void Static_fills_equal_a_split_followed_by_a_fill()
    {
        RandomStream stream = RandomStream.FromSeed(16);
        float[] expected = new float[100], normals = new float[100], uniforms = new float[100];

        RandomStream.FillNormal(stream.State, 7, normals);
        stream.Split(7).FillNormal(expected);
        Assert.Equal(expected, normals);

        RandomStream.FillUniform(stream.State, 7, uniforms);
        stream.Split(7).FillUniform(expected);
        Assert.Equal(expected, uniforms);
    }

    [Fact]
    public void A_state_kept_as_a_value_walks_like_the_stream()
    {
        RandomStream stream = RandomStream.FromSeed(17);
        RandomStreamState state = stream.State;
        float[] fromStream = new float[70], fromState = new float[70];

        for (int i = 0; i < 3; i++)
        {
            stream.FillNormal(fromStream);
            RandomStream.FillNormal(ref state, fromState);
            Assert.Equal(fromStream, fromState);
        }

        Assert.Equal(stream.State, state);
    }

    [Fact]
    public void Fills_allocate_nothing()
    {
        RandomStream stream = RandomStream.FromSeed(18);
        RandomStreamState state = stream.State;
        float[] singles = new float[1000];
        double[] doubles = new double[1000];
        long Measure()
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            stream.FillNormal(singles);
            stream.FillUniform(singles);
            stream.FillNormal(doubles);
            RandomStream.FillNormal(state, 3, singles);
            RandomStream.FillNormal(ref state, singles);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Measure();

        Assert.Equal(0, Measure());
    }

    // Golden values, computed by an independent program in another language: a change here changes every published run.
    [Fact]
    public void Streams_keep_their_values_from_version_to_version()
    {
        RandomStream stream = RandomStream.FromSeed(20240607);

        string golden = string.Join(
            ' ', stream.Split(0).State.Stream.ToString("x16"), stream.Split(-1).State.Stream.ToString("x16"),
            stream.Named("proposal").State.Stream.ToString("x16"), stream.Fork().State.Stream.ToString("x16"),
            stream.Fork().State.Stream.ToString("x16"), stream.NextUInt32().ToString("x8"), stream.NextInt(1000).ToString(),
            stream.NextUniform().ToString("r"), stream.NextDouble().ToString("r"));

        Assert.Equal(
            "9b2bf2c47f5ed257 e68e1ba4fea55310 cce908334b9da355 8403d3e1ebc67405 0be2337e20ce912c "
                + "271b7f3c 75 0.71914905 0.388685462352368",
            golden);
    }

    // Computed by an independent program in another language, in double precision.
    [Fact]
    public void Fills_keep_their_values_from_version_to_version()
    {
        float[] singles = new float[64], uniforms = new float[64];
        double[] doubles = new double[32];

        RandomStream.FromSeed(20240607).FillNormal(singles);
        RandomStream.FromSeed(20240607).FillNormal(doubles);
        RandomStream.FromSeed(20240607).FillUniform(uniforms);

        Assert.Equal([0.8754006f, 0.825350821f, 0.315963447f, 0.033806622f], [uniforms[0], uniforms[16], uniforms[32], uniforms[48]]);
        Assert.Equal(0.20774889632915258, singles[0], 1e-6);
        Assert.Equal(0.47221583839833897, singles[16], 1e-6);
        Assert.Equal(0.6056661053711876, singles[32], 1e-6);
        Assert.Equal(0.13062176099773354, singles[48], 1e-6);
        Assert.Equal(-0.4142451655399166, doubles[0], 1e-14);
        Assert.Equal(0.4607541838926253, doubles[8], 1e-14);
    }

    // The hash of the bits of a fill: the bytes are the same on every machine, whatever its vector width.
    [Fact]
    public void Fills_are_the_same_bytes_whatever_the_instruction_set()
    {
        float[] singles = new float[1000];
        double[] doubles = new double[1000];
        RandomStream.FromSeed(19).FillNormal(singles);
        RandomStream.FromSeed(19).FillNormal(doubles);

        ulong hash = 0;
        foreach (float value in singles)
        {
            hash = (hash * 0x100000001B3) ^ BitConverter.SingleToUInt32Bits(value);
        }

        foreach (double value in doubles)
        {
            hash = (hash * 0x100000001B3) ^ BitConverter.DoubleToUInt64Bits(value);
        }

        Assert.Equal("363484cb7de11215", hash.ToString("x16"));
    }

    private static List<double> Everything(RandomStream stream)
    {
        float[] singles = new float[70];
        double[] doubles = new double[40];
        List<double> values = [];
        stream.FillNormal(singles);
        values.AddRange(singles.Select(x => (double)x));
        stream.FillUniform(singles);
        values.AddRange(singles.Select(x => (double)x));
        stream.FillNormal(doubles);
        values.AddRange(doubles);
        values.AddRange([stream.NextUniform(), stream.NextDouble(), stream.NextNormal(), stream.NextInt(1 << 30), stream.NextUInt32()]);
        values.Add(stream.Fork().NextDouble());
        values.Add(stream.Split(2).NextDouble());
        return values;
    }
}
