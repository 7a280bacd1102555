using Samovar.Compute;
using Samovar.Compute.Graphs;
using Samovar.Compute.Randomness;
using Samovar.Networks;
using Samovar.Runs;
using Samovar.Samplers;
using Samovar.Targets;

namespace Samovar.Tests.Samplers;

public sealed class OneStepGeneratorTests
{
    private static readonly ITarget AnyTarget = new Gaussian(new GaussianOptions());
    private static readonly MlpOptions Network = new() { Width = 16, HiddenLayers = 1 };

    /// <summary>With a network that returns 0, the first draws are scale · z, or scale · (z + 0.3 tanh z) with steps.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Without_a_network_it_is_the_residual_and_the_steps(bool steps)
    {
        OneStepGenerator generator = Create(new GeneratorOptions { Scale = 3, Steps = steps, Network = Network with { OutputScale = 1e-20 } });
        (Batch latent, Batch points) = Generate(generator);

        Assert.All(Enumerable.Range(0, latent.Values.Length), index =>
        {
            double z = latent.Values[index];
            Assert.Equal(3 * (z + (steps ? 0.3 * Math.Tanh(z) : 0)), points.Values[index], 1e-5);
        });
    }

    [Theory]
    [InlineData(0.05, 1)]
    [InlineData(0.35, 5.4772256)]
    [InlineData(0.9, 30)]
    public void Steps_sharpen_along_the_schedule(double progress, double sharpness)
    {
        OneStepGenerator generator = Create(new GeneratorOptions { Steps = true, Network = Network with { OutputScale = 1e-20 } });
        generator.Follow(progress);
        (Batch latent, Batch points) = Generate(generator);

        Assert.All(Enumerable.Range(0, latent.Values.Length), index =>
            Assert.Equal(latent.Values[index] + (0.3 * Math.Tanh(sharpness * latent.Values[index])), points.Values[index], 1e-5));
    }

    /// <summary>Equal forces on body and steps: then the work is force · x, and so is its gradient.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Work_with_equal_forces_has_the_gradient_of_force_times_draw(bool steps)
    {
        OneStepGenerator generator = Create(new GeneratorOptions { Scale = 3, Steps = steps, Network = Network });
        Graph graph = new();
        Traced latent = graph.Input("latent", 2);
        Traced force = graph.Input("force", 2);
        Traced[] parameters = [.. generator.Parameters.Select(graph.Use)];
        Traced[] gradients =
        [
            .. ReverseMode.Gradient(TracedMath.MeanOverPoints(generator.Work(latent, force, force)), parameters),
            .. ReverseMode.Gradient(TracedMath.MeanOverPoints(TracedMath.Dot(generator.Generate(latent), force)), parameters),
        ];
        RandomStream random = RandomStream.FromSeed(3);
        double[,] inputs = new double[8, 2];
        for (int index = 0; index < inputs.Length; index++)
        {
            inputs[index / 2, index % 2] = random.NextNormal();
        }

        ReferenceEvaluator evaluator = new ReferenceEvaluator(8).With(latent, inputs).With(force, inputs);

        for (int index = 0; index < parameters.Length; index++)
        {
            double[] work = [.. evaluator.Evaluate(gradients[index]).Cast<double>()];
            double[] plain = [.. evaluator.Evaluate(gradients[parameters.Length + index]).Cast<double>()];
            Assert.All(work.Zip(plain), pair => Assert.Equal(pair.Second, pair.First, 1e-6));
        }
    }

    [Fact]
    public void Fewer_draws_are_the_beginning_of_more()
    {
        OneStepGenerator generator = Create(new GeneratorOptions { Network = Network });

        float[] few = generator.Draw(AnyTarget, 30, RandomStream.FromSeed(4)).Points.Values.ToArray();
        float[] many = generator.Draw(AnyTarget, 1500, RandomStream.FromSeed(4)).Points.Values.ToArray();

        Assert.Equal(few, many[..60]);
        Assert.NotEqual(many[..60], many[^60..]);
    }

    [Fact]
    public void Draws_come_from_the_averaged_weights()
    {
        OneStepGenerator generator = Create(new GeneratorOptions { Network = Network, AverageDecay = 0.9 });
        float[] before = Draw(generator);
        foreach (Parameter parameter in generator.Parameters)
        {
            parameter.Row(0)[0] += 1;
        }

        Assert.Equal(before, Draw(generator));
        generator.UpdateAverage(step: 1000);
        Assert.NotEqual(before, Draw(generator));
    }

    /// <summary>At step k the average keeps at most 1 − 1/(k + 1): it is the mean of the weights so far, until the decay is the longer memory.</summary>
    [Fact]
    public void The_first_average_forgets_the_start()
    {
        OneStepGenerator generator = Create(new GeneratorOptions { Network = Network, AverageDecay = 0.999 });
        foreach (Parameter parameter in generator.Parameters)
        {
            parameter.Row(0)[0] += 1;
        }

        generator.UpdateAverage(step: 0);
        Batch latent = new(1024, 2);
        RandomStream.FromSeed(4).FillNormal(latent.Values);
        Batch points = new(1024, 2);
        generator.Generate(latent, points);

        Assert.Equal(points.Values[..40].ToArray(), Draw(generator));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Saved_and_loaded_it_draws_the_same(bool steps)
    {
        GeneratorOptions options = new() { Network = Network, Steps = steps };
        OneStepGenerator generator = Create(options);
        generator.Follow(0.4);
        CheckpointSection section = new(new Dictionary<string, CheckpointTensor>());
        generator.Save(section);
        OneStepGenerator loaded = new(2, options, RandomStream.FromSeed(77));
        loaded.Load(section);

        Assert.Equal(Draw(generator), Draw(loaded));
    }

    private static float[] Draw(OneStepGenerator generator) => generator.Draw(AnyTarget, 20, RandomStream.FromSeed(4)).Points.Values.ToArray();

    private static OneStepGenerator Create(GeneratorOptions options) => new(2, options, RandomStream.FromSeed(1));

    private static (Batch Latent, Batch Points) Generate(OneStepGenerator generator)
    {
        Batch latent = new(50, 2);
        RandomStream.FromSeed(2).FillNormal(latent.Values);
        Batch points = new(50, 2);
        generator.Generate(latent, points);
        return (latent, points);
    }
}
