using Samovar.Compute;
using Samovar.Compute.Graphs;
using Samovar.Compute.Randomness;
using Samovar.Networks;
using Samovar.Runs;

namespace Samovar.Samplers;

/// <summary>Shape of a Gaussian chain.</summary>
public sealed record GaussianChainOptions
{
    /// <summary>Number of steps T. Range [1, ∞). Default 5.</summary>
    public int Steps
    {
        get;
        init => field = Require.That(value, value >= 1, "A chain has at least 1 step.");
    } = 5;

    /// <summary>The network; its output starts near zero, so that the first chain is a random walk.</summary>
    public MlpOptions Network { get; init; } = new() { Width = 64, OutputScale = 0.01 };

    /// <summary>Standard deviation of the start, in the units of the points. Range [0, ∞). Default 1.</summary>
    public double StartDeviation
    {
        get;
        init => field = Require.That(value, value >= 0 && double.IsFinite(value), "The deviation of the start is finite and not negative.");
    } = 1;

    /// <summary>σ of the first step before training, in the units of the points; those between fall geometrically. Range (0, ∞). Default 1.</summary>
    public double FirstDeviation
    {
        get;
        init => field = Require.That(value, value > 0 && double.IsFinite(value), "A deviation is positive and finite.");
    } = 1;

    /// <summary>σ of the last step before training. Range (0, ∞). Default 0.1.</summary>
    public double LastDeviation
    {
        get;
        init => field = Require.That(value, value > 0 && double.IsFinite(value), "A deviation is positive and finite.");
    } = 0.1;

    /// <summary>Smallest σ that training may reach; steps held there are counted. Range (0, ∞). Default 1e-3.</summary>
    public double SmallestDeviation
    {
        get;
        init => field = Require.That(value, value > 0 && double.IsFinite(value), "A deviation is positive and finite.");
    } = 1e-3;

    /// <summary>Largest σ that training may reach; steps held there are counted. Range (0, ∞). Default 3.</summary>
    public double LargestDeviation
    {
        get;
        init => field = Require.That(value, value > 0 && double.IsFinite(value), "A deviation is positive and finite.");
    } = 3;

    /// <summary>How many times faster than the network ln σ learns. Range (0, ∞). Default 10.</summary>
    public double DeviationRate
    {
        get;
        init => field = Require.That(value, value > 0 && double.IsFinite(value), "The rate of deviations is positive and finite.");
    } = 10;

    /// <summary>Decay of the averaged copy used for draws; 0 draws from the network in training. Range [0, 1). Default 0.999.</summary>
    public double AverageDecay
    {
        get;
        init => field = Require.That(value, value is >= 0 and < 1, "A decay lies in [0, 1).");
    } = 0.999;
}

/// <summary>A chain of a few Gaussian steps with learned means: x₀ ~ N(0, s² I), x_{t+1} = x_t + m(x_t, t) + σ_t ε. Time runs from noise to draw.</summary>
/// <remarks>
/// The entropy of every step is d ln σ_t and a constant, whatever the network. ln σ_t is kept divided by <see cref="GaussianChainOptions.DeviationRate"/>: steps
/// of Adam do not see the scale of a parameter, so ln σ moves faster by that factor. The density of x_T is not known, so draws have no weights.
/// Source: Yoon et al., 2024, arXiv:2407.00626, section 3.
/// </remarks>
public sealed class GaussianChain : IFreeSampler, ICheckpointed
{
    private const int DrawBlock = 1024;

    private readonly GaussianChainOptions options;
    private readonly AveragedNetwork<ChainNetwork> networks;
    private readonly Dictionary<(int Count, bool Averaged), ChainRollout> rollouts = [];

    /// <summary>Creates a chain with random weights.</summary>
    /// <param name="dimension">Number of coordinates d, at least 1.</param>
    /// <param name="options">Shape.</param>
    /// <param name="random">Source of the weights; advanced.</param>
    public GaussianChain(int dimension, GaussianChainOptions options, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(random);
        Dimension = dimension;
        this.options = options;
        networks = new AveragedNetwork<ChainNetwork>(
            new ChainNetwork(dimension, options, random), new ChainNetwork(dimension, options, random.Fork()), options.AverageDecay);
    }

    /// <inheritdoc/>
    public int Dimension { get; }

    /// <summary>Number of steps T.</summary>
    public int Steps => options.Steps;

    /// <inheritdoc/>
    public IReadOnlyList<Parameter> Parameters => networks.Present.Parameters;

    /// <summary>Mean of the next state, x + m(x, t), traced with the weights in training.</summary>
    /// <param name="points">[n, d] x_t.</param>
    /// <param name="code">[n, T] one-hot codes of t.</param>
    /// <returns>[n, d].</returns>
    internal Traced Mean(Traced points, Traced code) => networks.Present.Mean(points, code);

    /// <summary>ln σ_t, traced with the values in training.</summary>
    /// <param name="code">[n, T] one-hot codes of t.</param>
    /// <returns>[n, 1].</returns>
    internal Traced LogDeviation(Traced code) => networks.Present.LogDeviation(code);

    /// <summary>ln σ_t with the values in training.</summary>
    /// <param name="step">t, 0 to T − 1.</param>
    public double LogDeviation(int step) => networks.Present.LogDeviation(step);

    /// <summary>Runs the chain with the weights in training.</summary>
    /// <param name="states">T + 1 batches [n, d] of one size, x_0 to x_T; overwritten.</param>
    /// <param name="random">Source of randomness; advanced.</param>
    public void Simulate(IReadOnlyList<Batch> states, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(states);
        ArgumentNullException.ThrowIfNull(random);
        Rollout(states[0].Count, averaged: false).Run(states, random);
    }

    /// <summary>Holds every σ_t within the bounds of the options.</summary>
    /// <returns>Number of steps that had left them.</returns>
    internal int HoldDeviations() => networks.Present.HoldDeviations();

    /// <summary>Moves the averaged copy towards the weights in training; called once per step.</summary>
    /// <param name="step">Steps done: early averages reach back no further than the start.</param>
    public void UpdateAverage(int step) => networks.Follow(step);

    /// <inheritdoc/>
    public Draws Draw(int count, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(random);
        Batch[] states = [.. Enumerable.Range(0, Steps + 1).Select(_ => new Batch(DrawBlock, Dimension))];
        return BlockDraws.Of(count, Dimension, DrawBlock, () =>
        {
            Rollout(DrawBlock, averaged: true).Run(states, random);
            return states[^1];
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

    private ChainRollout Rollout(int count, bool averaged)
    {
        if (!rollouts.TryGetValue((count, averaged), out ChainRollout? rollout))
        {
            rollouts[(count, averaged)] = rollout = new ChainRollout(averaged ? networks.Average : networks.Present, options, count);
        }

        return rollout;
    }
}
