using Samovar.Compute.Randomness;
using Samovar.Diffusions;
using Samovar.Networks;
using Samovar.Samplers;
using Samovar.Targets;

namespace Samovar.Tests.Samplers;

/// <summary>What is kept on the way forward saves time and changes no bit.</summary>
public sealed class KeptActivationsTests
{
    private const int Steps = 7;
    private const int Count = 80;
    private const int Width = 24;

    public static TheoryData<int, long> Budgets => new() { { 2, 0 }, { 2, 5 * 32 * 32 * 3 }, { 2, 1 << 20 }, { 30, 0 }, { 30, 1 << 20 } };

    /// <summary>Two coordinates are multiplied anew, thirty are not. Budgets: nothing, five steps, all.</summary>
    [Theory]
    [MemberData(nameof(Budgets))]
    public void Gradients_have_the_same_bits_whatever_the_budget(int dimension, long budget)
    {
        Case own = new(dimension, budget);
        own.Draw(own.Paths);

        Assert.Equal(new Case(dimension, 0).DrawnGradients(), own.Gradients());
    }

    [Fact]
    public void What_was_kept_for_other_weights_is_not_used()
    {
        Case own = new(2, 1 << 20);
        float[] before = own.DrawnGradients();
        own.Network.Parameters[1].Row(3)[2] += 0.5f;
        float[] after = own.Gradients();
        own.Draw(new Paths(own.Paths.Process, Count, 2));

        Assert.NotEqual(before, after);
        Assert.Equal(after, own.Gradients());
    }

    [Fact]
    public void What_was_kept_for_other_paths_is_not_used()
    {
        Case own = new(2, 1 << 20);
        float[] wanted = own.DrawnGradients();
        Paths others = new(own.Paths.Process, Count, 2);
        own.Draw(others, seed: 9);

        Assert.Equal(wanted, own.Gradients());
        Assert.NotEqual(wanted, own.Gradients(others));
    }

    private sealed class Case
    {
        private readonly Rollout rollout;
        private readonly ControlGradientPass pass;
        private readonly EnergyTarget target;

        public Case(int dimension, long budget)
        {
            MlpOptions shape = new() { Width = Width, HiddenLayers = 3, OutputScale = 1 };
            Network = new ControlNetwork(dimension, new ControlledDiffusionOptions { Network = shape }, RandomStream.FromSeed(3));
            ReferenceProcess process = ReferenceProcess.Brownian(1.5, TimeGrid.Cosine(Steps));
            ControlKernel kernel = new(Network, Steps, process.Width);
            KeptActivations kept = new(kernel.Perceptron, budget);
            rollout = new Rollout(kernel, process, dimension, 50, kept);
            pass = new ControlGradientPass(Network, kernel, process, kept);
            target = Target.FromEnergy(dimension, x => 0.5 * x[0] * x[0]);
            Paths = new Paths(process, Count, dimension);
        }

        public ControlNetwork Network { get; }

        public Paths Paths { get; }

        public void Draw(Paths paths, int seed = 4) => rollout.Run(target, paths, RandomStream.FromSeed((ulong)seed), 1);

        public float[] DrawnGradients()
        {
            Draw(Paths);
            return Gradients();
        }

        public float[] Gradients(Paths? of = null)
        {
            pass.Run(of ?? Paths, new Waves());
            return [.. Network.Parameters.SelectMany(parameter => parameter.GradientMemory.Span.ToArray())];
        }
    }

    /// <summary>Cotangents that differ from row to row and from step to step.</summary>
    private sealed unsafe class Waves : IPathCotangents
    {
        public bool ThroughStates => false;

        public void Fill(int step, int first, int rows, float* cotangents, int stride)
        {
            for (int row = 0; row < rows; row++)
            {
                cotangents[row * stride] = MathF.Sin((step * 100) + first + row);
                cotangents[(row * stride) + 1] = MathF.Cos((step * 100) + first + row);
            }
        }

        public void Receive(int step, int first, int rows, float* states, int stride) => throw new NotSupportedException();
    }
}
