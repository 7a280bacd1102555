using Samovar.Compute;
using Samovar.Compute.Graphs;
using Samovar.Compute.Randomness;
using Samovar.Networks;
using Samovar.Runs;
using Samovar.Targets;

namespace Samovar.Samplers;

/// <summary>Shape of a one-step generator.</summary>
public sealed record GeneratorOptions
{
    /// <summary>The network.</summary>
    public MlpOptions Network { get; init; } = new();

    /// <summary>Output scale, in the units of the points: about the half-width of the target. Range (0, ∞). Default 1.</summary>
    public double Scale
    {
        get;
        init => field = Require.That(value, value > 0 && double.IsFinite(value), "The output scale is positive and finite.");
    } = 1;

    /// <summary>Whether the latent point is added to the network's output, so that the first draws are Gaussian. Default true.</summary>
    public bool Residual { get; init; } = true;

    /// <summary>Whether each coordinate gets a learned step c·tanh(k·(z + g(z))), k growing from 1 to 30 over the schedule. Default false.</summary>
    /// <remarks>A continuous map of a connected law must cross the barriers between modes; a steep step crosses them with little mass.</remarks>
    public bool Steps { get; init; }

    /// <summary>Decay of the averaged copy used for draws; 0 draws from the network in training. Range [0, 1). Default 0.999.</summary>
    public double AverageDecay
    {
        get;
        init => field = Require.That(value, value is >= 0 and < 1, "A decay lies in [0, 1).");
    } = 0.999;
}

/// <summary>A sampler without a density: x = g(z), one network pass per draw.</summary>
/// <remarks>
/// x = scale · (z + m(z)), or with steps scale · (z + m(z) + c·tanh(k·(z + g(z)))); m and g are one network, z is standard normal in as many dimensions as
/// x. It has no density, so it cannot justify weights or log Z.
/// </remarks>
public sealed class OneStepGenerator : IFreeSampler, ICheckpointed
{
    private const int DrawBlock = 1024;

    private readonly GeneratorOptions options;
    private readonly GeneratorNetwork network;
    private readonly GeneratorNetwork average;
    private readonly Dictionary<(int Count, bool Averaged), CompiledFunction> functions = [];

    /// <summary>Creates a generator with random weights.</summary>
    /// <param name="dimension">Number of coordinates d, at least 1.</param>
    /// <param name="options">Shape.</param>
    /// <param name="random">Source of the weights; advanced.</param>
    public OneStepGenerator(int dimension, GeneratorOptions options, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(random);
        Dimension = dimension;
        this.options = options;
        network = new GeneratorNetwork(dimension, options, random);
        average = new GeneratorNetwork(dimension, options, random.Fork());
        ParameterStore.Copy(network.Parameters, average.Parameters);
    }

    /// <inheritdoc/>
    public int Dimension { get; }

    /// <inheritdoc/>
    public IReadOnlyList<Parameter> Parameters => network.Parameters;

    /// <summary>The map g, traced with the weights in training.</summary>
    /// <param name="latent">[n, d] standard normal.</param>
    /// <returns>[n, d].</returns>
    public Traced Generate(Traced latent) => network.Apply(latent);

    /// <summary>Σ force·x of each point: its gradient moves the draws against the force.</summary>
    /// <param name="latent">[n, d] standard normal.</param>
    /// <param name="force">[n, d] force on the draws.</param>
    /// <param name="stepForce">[n, d] force on the places of the steps; unused without steps.</param>
    /// <returns>[n, 1].</returns>
    public Traced Work(Traced latent, Traced force, Traced stepForce) => network.Work(latent, force, stepForce);

    /// <summary>Evaluates g with the weights in training.</summary>
    /// <param name="latent">[n, d] standard normal.</param>
    /// <param name="destination">[n, d] overwritten.</param>
    public void Generate(Batch latent, Batch destination)
    {
        ArgumentNullException.ThrowIfNull(latent);
        Function(latent.Count, averaged: false).Evaluate(destination, latent);
    }

    /// <summary>Sets what follows the schedule rather than the optimizer; called before each step.</summary>
    /// <param name="progress">Share of the schedule done, 0 to 1.</param>
    public void Follow(double progress)
    {
        network.Sharpen(progress);
        average.Sharpen(progress);
    }

    /// <summary>Moves the averaged copy towards the weights in training; called once per step.</summary>
    /// <param name="step">Steps done: early averages reach back no further than the start.</param>
    public void UpdateAverage(int step) =>
        ExponentialAverage.Update(network.Parameters, average.Parameters, Math.Min(options.AverageDecay, 1 - (1.0 / (step + 1))));

    /// <inheritdoc/>
    public Draws Draw(ITarget target, int count, RandomStream random) => Draw(count, random);

    /// <inheritdoc/>
    public Draws Draw(int count, RandomStream random)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentNullException.ThrowIfNull(random);
        Batch points = new(count, Dimension);
        Batch latent = new(DrawBlock, Dimension);
        Batch block = new(DrawBlock, Dimension);
        CompiledFunction function = Function(DrawBlock, averaged: true);
        for (int start = 0; start < count; start += DrawBlock)
        {
            random.FillNormal(latent.Values);
            function.Evaluate(block, latent);
            int length = Math.Min(DrawBlock, count - start) * Dimension;
            block.Values[..length].CopyTo(points.Values[(start * Dimension)..]);
        }

        return new Draws(points, EvaluationCost.None);
    }

    /// <inheritdoc/>
    public void Save(CheckpointSection section)
    {
        ArgumentNullException.ThrowIfNull(section);
        network.Save(section.Section("network"));
        average.Save(section.Section("average"));
    }

    /// <inheritdoc/>
    public void Load(CheckpointSection section)
    {
        ArgumentNullException.ThrowIfNull(section);
        network.Load(section.Section("network"));
        average.Load(section.Section("average"));
    }

    private CompiledFunction Function(int count, bool averaged)
    {
        if (!functions.TryGetValue((count, averaged), out CompiledFunction? function))
        {
            GeneratorNetwork weights = averaged ? average : network;
            functions[(count, averaged)] = function = new CompiledFunction(count, [Dimension], inputs => weights.Apply(inputs[0]));
        }

        return function;
    }
}
