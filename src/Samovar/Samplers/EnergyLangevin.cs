using Samovar.Compute;
using Samovar.Compute.Graphs;
using Samovar.Compute.Randomness;
using Samovar.Networks;
using Samovar.Runs;

namespace Samovar.Samplers;

/// <summary>Shape of an energy that Langevin chains draw from.</summary>
public sealed record EnergyLangevinOptions
{
    /// <summary>The network.</summary>
    public MlpOptions Energy { get; init; } = new() { Width = 64 };

    /// <summary>τ: the model is exp(−E/τ). Range (0, ∞). Default 0.1.</summary>
    public double Temperature
    {
        get;
        init => field = Require.That(value, value > 0 && double.IsFinite(value), "A temperature is positive and finite.");
    } = 0.1;

    /// <summary>Length h of a move, in squared units of the points: x + h ∇ ln q + √(2h) ξ. Range (0, ∞). Default 0.02.</summary>
    public double StepSize
    {
        get;
        init => field = Require.That(value, value > 0 && double.IsFinite(value), "A step size is positive and finite.");
    } = 0.02;

    /// <summary>Standard deviation of the points that draws start from. Range (0, ∞). Default 1.</summary>
    public double StartDeviation
    {
        get;
        init => field = Require.That(value, value > 0 && double.IsFinite(value), "The deviation of the start is positive and finite.");
    } = 1;

    /// <summary>Moves to a draw. Range [1, ∞). Default 500.</summary>
    public int Moves
    {
        get;
        init => field = Require.That(value, value >= 1, "A draw takes at least 1 move.");
    } = 500;

    /// <summary>Decay of the averaged copy that scores points and makes draws. Range [0, 1). Default 0.999.</summary>
    public double AverageDecay
    {
        get;
        init => field = Require.That(value, value is >= 0 and < 1, "A decay lies in [0, 1).");
    } = 0.999;
}

/// <summary>An energy with Metropolis-adjusted Langevin chains as its sampler: what contrastive divergence trains.</summary>
/// <remarks>Draws are only as good as their chains: from far away they may not cross between modes in the moves that they have.</remarks>
public sealed class EnergyLangevin : IFreeSampler, IEnergyModel, ICheckpointed
{
    private const int Block = 512;

    private readonly EnergyLangevinOptions options;
    private readonly LearnedEnergy energy;
    private LangevinMoves? moves;

    /// <summary>Creates an energy with random weights.</summary>
    /// <param name="dimension">Number of coordinates d, at least 1.</param>
    /// <param name="options">Shape.</param>
    /// <param name="random">Source of the weights; advanced.</param>
    public EnergyLangevin(int dimension, EnergyLangevinOptions options, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(options);
        this.options = options;
        Dimension = dimension;
        energy = new LearnedEnergy(dimension, 0, options.Energy, options.AverageDecay, random);
    }

    /// <inheritdoc cref="ISampler.Dimension"/>
    public int Dimension { get; }

    /// <summary>Parameters of the energy.</summary>
    public IReadOnlyList<Parameter> Parameters => Value.Parameters;

    /// <inheritdoc/>
    public double Temperature => options.Temperature;

    /// <summary>1: negatives follow the energy itself.</summary>
    public double ExpectedSlope => 1;

    /// <summary>The energy in training.</summary>
    internal ValueNetwork Value => energy.Value;

    private LangevinMoves Averaged => moves ??= new LangevinMoves(energy.Average, Dimension, Block, Temperature, options.StepSize);

    /// <summary>Moves points by the energy in training.</summary>
    /// <param name="count">Number of points.</param>
    internal LangevinMoves Moves(int count) => new(Value, Dimension, count, Temperature, options.StepSize);

    /// <summary>Moves the averaged copy towards the weights in training; called once per step.</summary>
    /// <param name="step">Steps done: early averages reach back no further than the start.</param>
    public void UpdateAverage(int step) => energy.Follow(step);

    /// <inheritdoc/>
    public Draws Draw(int count, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(random);
        Batch block = new(Block, Dimension);
        return BlockDraws.Of(count, Dimension, Block, () =>
        {
            random.FillNormal(block.Values);
            foreach (ref float value in block.Values)
            {
                value *= (float)options.StartDeviation;
            }

            Averaged.Run(block, options.Moves, random);
            return block;
        });
    }

    /// <inheritdoc/>
    public void Energy(Batch points, Span<double> energy) => this.energy.Evaluate(points, energy);

    /// <inheritdoc/>
    public void LogDensity(Batch points, Span<double> logDensity)
    {
        Energy(points, logDensity);
        foreach (ref double value in logDensity)
        {
            value /= -Temperature;
        }
    }

    /// <inheritdoc/>
    public void Save(CheckpointSection section)
    {
        ArgumentNullException.ThrowIfNull(section);
        energy.Save(section);
    }

    /// <inheritdoc/>
    public void Load(CheckpointSection section)
    {
        ArgumentNullException.ThrowIfNull(section);
        energy.Load(section);
    }
}
