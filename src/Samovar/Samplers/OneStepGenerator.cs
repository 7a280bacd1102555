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
public sealed class OneStepGenerator : IReparameterizedSampler, IFreeSampler
{
    private const int DrawBlock = 1024;

    private readonly AveragedNetwork<GeneratorNetwork> networks;
    private readonly Dictionary<(int Count, bool Averaged), CompiledFunction> functions = [];
    private readonly Dictionary<int, CompiledGradient> gradients = [];

    /// <summary>Creates a generator with random weights.</summary>
    /// <param name="dimension">Number of coordinates d, at least 1.</param>
    /// <param name="options">Shape.</param>
    /// <param name="random">Source of the weights; advanced.</param>
    public OneStepGenerator(int dimension, GeneratorOptions options, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(random);
        Dimension = dimension;
        networks = new AveragedNetwork<GeneratorNetwork>(
            new GeneratorNetwork(dimension, options, random), new GeneratorNetwork(dimension, options, random.Fork()), options.AverageDecay);
    }

    /// <inheritdoc/>
    public int Dimension { get; }

    /// <inheritdoc/>
    public IReadOnlyList<Parameter> Parameters => networks.Present.Parameters;

    /// <summary>The map g, traced with the weights in training.</summary>
    /// <param name="latent">[n, d] standard normal.</param>
    /// <returns>[n, d].</returns>
    public Traced Generate(Traced latent) => networks.Present.Apply(latent);

    /// <summary>Σ force·x of each point: its gradient moves the draws against the force.</summary>
    /// <param name="latent">[n, d] standard normal.</param>
    /// <param name="force">[n, d] force on the draws.</param>
    /// <param name="stepForce">[n, d] force on the places of the steps; unused without steps.</param>
    /// <returns>[n, 1].</returns>
    public Traced Work(Traced latent, Traced force, Traced stepForce) => networks.Present.Work(latent, force, stepForce);

    /// <inheritdoc/>
    public void Generate(Batch latent, Batch destination)
    {
        ArgumentNullException.ThrowIfNull(latent);
        Function(latent.Count, averaged: false).Evaluate(destination, latent);
    }

    /// <inheritdoc/>
    public double Differentiate(Batch latent, Batch force, Batch stepForce)
    {
        ArgumentNullException.ThrowIfNull(latent);
        if (!gradients.TryGetValue(latent.Count, out CompiledGradient? gradient))
        {
            gradients[latent.Count] = gradient = new CompiledGradient(
                this, latent.Count, [Dimension, Dimension, Dimension], inputs => TracedMath.MeanOverPoints(Work(inputs[0], inputs[1], inputs[2])));
        }

        return gradient.Evaluate(latent, force, stepForce);
    }

    /// <inheritdoc/>
    public void Follow(double progress)
    {
        networks.Present.Sharpen(progress);
        networks.Average.Sharpen(progress);
    }

    /// <inheritdoc/>
    public void UpdateAverage(int step) => networks.Follow(step);

    /// <inheritdoc/>
    public Draws Draw(ITarget target, int count, RandomStream random) => Draw(count, random);

    /// <inheritdoc/>
    public Draws Draw(int count, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(random);
        Batch latent = new(DrawBlock, Dimension);
        Batch block = new(DrawBlock, Dimension);
        return BlockDraws.Of(count, Dimension, DrawBlock, () =>
        {
            random.FillNormal(latent.Values);
            Function(DrawBlock, averaged: true).Evaluate(block, latent);
            return block;
        });
    }

    /// <inheritdoc/>
    public void Save(CheckpointSection section)
    {
        ArgumentNullException.ThrowIfNull(section);
        networks.Save(section);
    }

    /// <inheritdoc/>
    public void Load(CheckpointSection section)
    {
        ArgumentNullException.ThrowIfNull(section);
        networks.Load(section);
    }

    private CompiledFunction Function(int count, bool averaged)
    {
        if (!functions.TryGetValue((count, averaged), out CompiledFunction? function))
        {
            GeneratorNetwork weights = averaged ? networks.Average : networks.Present;
            functions[(count, averaged)] = function = new CompiledFunction(count, [Dimension], inputs => weights.Apply(inputs[0]));
        }

        return function;
    }
}
