using Samovar.Compute;
using Samovar.Compute.Graphs;
using Samovar.Compute.Randomness;
using Samovar.Networks;
using Samovar.Runs;

namespace Samovar.Tests.Networks;

public sealed class MlpTests
{
    private const int Count = 70;

    [Theory]
    [InlineData(Activation.Silu)]
    [InlineData(Activation.LeakyRelu)]
    public void The_traced_value_is_that_of_a_plain_loop(Activation activation)
    {
        Mlp network = new(3, 2, new MlpOptions { Width = 20, HiddenLayers = 2, Activation = activation }, RandomStream.FromSeed(1));
        Batch input = Normal(3);
        Batch output = new(Count, 2);
        new CompiledFunction(Count, [3], inputs => network.Apply(inputs[0])).Evaluate(output, input);

        for (int row = 0; row < Count; row++)
        {
            double[] expected = Plain(network, [.. input.Row(row).ToArray().Select(value => (double)value)], 3, activation);
            Assert.Equal(expected[0], output[row, 0], 1e-5);
            Assert.Equal(expected[1], output[row, 1], 1e-5);
        }
    }

    [Fact]
    public void Shifts_are_added_before_the_nonlinearity()
    {
        Mlp network = new(2, 1, new MlpOptions { Width = 16, HiddenLayers = 1 }, RandomStream.FromSeed(1));
        Batch input = Normal(2);
        Batch shift = new(Count, 16);
        shift.Values.Fill(0.7f);
        Batch shifted = new(Count, 1);
        Batch biased = new(Count, 1);
        new CompiledFunction(Count, [2, 16], inputs => network.Apply(inputs[0], inputs[1])).Evaluate(shifted, input, shift);
        foreach (ref float bias in network.Parameters.Single(parameter => parameter.Name == "bias0").Row(0))
        {
            bias += 0.7f;
        }

        new CompiledFunction(Count, [2], inputs => network.Apply(inputs[0])).Evaluate(biased, input);

        Assert.All(Enumerable.Range(0, Count), row => Assert.Equal(biased[row, 0], shifted[row, 0], 1e-5));
    }

    [Theory]
    [InlineData(Initialization.FanIn, Activation.Silu, 0.1, 0.1, 0.1)]
    [InlineData(Initialization.HeUniform, Activation.LeakyRelu, 0.2449490, 0.0519615, 0)]
    [InlineData(Initialization.HeUniform, Activation.Silu, 0.1732051, 0.0519615, 0)]
    public void Weights_start_in_their_range(Initialization initialization, Activation activation, double hidden, double output, double outputBias)
    {
        Mlp network = new(
            100, 2, new MlpOptions { Width = 100, HiddenLayers = 1, Initialization = initialization, Activation = activation }, RandomStream.FromSeed(1));

        Assert.InRange(Largest("weight0"), 0.99 * hidden, 1.0001 * hidden);
        Assert.InRange(Largest("weight1"), 0.9 * output, 1.0001 * output);
        Assert.InRange(Largest("bias0"), 0.09, 0.10001);
        Assert.InRange(Largest("bias1"), 0, (1.0001 * outputBias) + 1e-12);

        double Largest(string name) => network.Parameters.Single(parameter => parameter.Name == name).Memory.Span.ToArray().Max(Math.Abs);
    }

    [Fact]
    public void Saved_and_loaded_it_is_the_same_network()
    {
        MlpOptions options = new() { Width = 20, HiddenLayers = 2 };
        Mlp network = new(3, 2, options, RandomStream.FromSeed(1));
        CheckpointSection section = new(new Dictionary<string, CheckpointTensor>());
        network.Save(section);
        Mlp loaded = new(3, 2, options, RandomStream.FromSeed(2));

        loaded.Load(section);

        Assert.All(network.Parameters.Zip(loaded.Parameters), pair => Assert.True(pair.First.Memory.Span.SequenceEqual(pair.Second.Memory.Span)));
    }

    [Fact]
    public void A_checkpoint_of_another_shape_or_another_network_is_refused()
    {
        CheckpointSection section = new(new Dictionary<string, CheckpointTensor>(), "network/");
        new Mlp(3, 2, new MlpOptions { Width = 20 }, RandomStream.FromSeed(1)).Save(section);

        string wider = Assert.Throws<InvalidDataException>(() => new Mlp(3, 2, new MlpOptions { Width = 21 }, RandomStream.FromSeed(1)).Load(section)).Message;
        string foreign = Assert.Throws<InvalidDataException>(() => new RunningMoments(3).Load(section)).Message;

        Assert.Contains("'network/weight0'", wider, StringComparison.Ordinal);
        Assert.Contains("other options", wider, StringComparison.Ordinal);
        Assert.Contains("no tensor 'network/mean'", foreign, StringComparison.Ordinal);
    }

    [Fact]
    public void The_average_moves_its_share_of_the_way()
    {
        MlpOptions options = new() { Width = 20 };
        Mlp present = new(3, 2, options, RandomStream.FromSeed(1));
        Mlp average = new(3, 2, options, RandomStream.FromSeed(2));
        float[] before = average.Parameters[1].Row(4).ToArray();

        ExponentialAverage.Update(present.Parameters, average.Parameters, 0.75);

        Assert.All(Enumerable.Range(0, 20), column =>
            Assert.Equal((0.75 * before[column]) + (0.25 * present.Parameters[1].Row(4)[column]), average.Parameters[1].Row(4)[column], 1e-6));
    }

    private static Batch Normal(int dimension)
    {
        Batch batch = new(Count, dimension);
        RandomStream.FromSeed(9).FillNormal(batch.Values);
        return batch;
    }

    private static double[] Plain(Mlp network, double[] values, int layers, Activation activation)
    {
        for (int layer = 0; layer < layers; layer++)
        {
            Parameter weight = network.Parameters.Single(parameter => parameter.Name == $"weight{layer}");
            Parameter bias = network.Parameters.Single(parameter => parameter.Name == $"bias{layer}");
            double[] next = new double[weight.Columns];
            for (int column = 0; column < next.Length; column++)
            {
                double sum = bias.Row(0)[column];
                for (int row = 0; row < values.Length; row++)
                {
                    sum += values[row] * weight.Row(row)[column];
                }

                next[column] = layer == layers - 1 ? sum : activation == Activation.Silu ? sum / (1 + Math.Exp(-sum)) : Math.Max(sum, 0.01 * sum);
            }

            values = next;
        }

        return values;
    }
}
