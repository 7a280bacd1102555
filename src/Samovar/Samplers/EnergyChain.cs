using Samovar.Compute;
using Samovar.Compute.Graphs;
using Samovar.Compute.Randomness;
using Samovar.Networks;
using Samovar.Runs;

namespace Samovar.Samplers;

/// <summary>Shape of an energy and a chain that are trained together.</summary>
public sealed record EnergyChainOptions
{
    /// <summary>The chain.</summary>
    public GaussianChainOptions Chain { get; init; } = new();

    /// <summary>The network of energy and values.</summary>
    public MlpOptions Energy { get; init; } = new() { Width = 64 };

    /// <summary>τ: the model is exp(−E/τ). Range [0, ∞); at 0 the energy is a critic without a density. Default 0.1.</summary>
    public double Temperature
    {
        get;
        init => field = Require.That(value, value >= 0 && double.IsFinite(value), "A temperature is finite and not negative.");
    } = 0.1;

    /// <summary>Whether entropy and velocity are means over the coordinates rather than sums, so that τ/d takes the place of τ everywhere. Default yes, as in the authors' code.</summary>
    public bool PerCoordinate { get; init; } = true;

    /// <summary>γ: weight of the squared energies. Range [0, ∞). Default 1.</summary>
    public double Regularization
    {
        get;
        init => field = Require.That(value, value >= 0 && double.IsFinite(value), "The weight of squared energies is finite and not negative.");
    } = 1;

    /// <summary>A quadratic that the network corrects rather than learns, so that energies rise where neither data nor draws have been. Default none.</summary>
    public QuadraticEnergy? Known { get; init; }

    /// <summary>Decay of the averaged copy of the energy that scores points; 0 scores with the network in training. Range [0, 1). Default 0.999.</summary>
    public double AverageDecay
    {
        get;
        init => field = Require.That(value, value is >= 0 and < 1, "A decay lies in [0, 1).");
    } = 0.999;

    /// <summary>τ, or τ/d where costs are means over the coordinates: what divides energies.</summary>
    /// <param name="dimension">Number of coordinates d.</param>
    public double TemperatureIn(int dimension) => PerCoordinate ? Temperature / dimension : Temperature;
}

/// <summary>An energy learned from data together with a chain that draws from it.</summary>
/// <remarks>
/// For an ideal chain the energy step has its optimum at E = (π − p)/(2γ(π + p)), π the chain's density and p that of the data; with π ∝ exp(−E/τ) this gives
/// ln p = −E/τ − ln((1 + 2γE)/(1 − 2γE)) + constant: −E/τ alone is flatter than ln p by 1/(1 + 4γτ). So the energy also lies within ± 1/(2γ).
/// Source of the method: Yoon et al., 2024, arXiv:2407.00626; the correction is ours (docs/theory/generalized-contrastive-divergence.md).
/// </remarks>
public sealed class EnergyChain : IFreeSampler, IEnergyModel, ICheckpointed
{
    private readonly EnergyChainOptions options;
    private readonly LearnedEnergy energy;

    /// <summary>Creates both with random weights.</summary>
    /// <param name="dimension">Number of coordinates d, at least 1.</param>
    /// <param name="options">Shape.</param>
    /// <param name="random">Source of the weights; advanced.</param>
    public EnergyChain(int dimension, EnergyChainOptions options, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(options);
        this.options = options;
        Chain = new GaussianChain(dimension, options.Chain, random);
        energy = new LearnedEnergy(dimension, options.Chain.Steps, options.Energy, options.AverageDecay, random, options.Known);
        Temperature = options.TemperatureIn(dimension);
    }

    /// <inheritdoc cref="ISampler.Dimension"/>
    public int Dimension => Chain.Dimension;

    /// <summary>Parameters of the chain.</summary>
    public IReadOnlyList<Parameter> Parameters => Chain.Parameters;

    /// <summary>The chain.</summary>
    public GaussianChain Chain { get; }

    /// <inheritdoc/>
    public double Temperature { get; }

    /// <inheritdoc/>
    public double ExpectedSlope => 1 / (1 + (4 * Regularization * Temperature));

    /// <summary>γ.</summary>
    public double Regularization => options.Regularization;

    /// <summary>Values and energy in training.</summary>
    internal ValueNetwork Value => energy.Value;

    /// <summary>Moves the averaged copies towards the weights in training; called once per step.</summary>
    /// <param name="step">Steps done: early averages reach back no further than the start.</param>
    public void UpdateAverage(int step)
    {
        Chain.UpdateAverage(step);
        energy.Follow(step);
    }

    /// <inheritdoc/>
    public Draws Draw(int count, RandomStream random) => Chain.Draw(count, random);

    /// <inheritdoc/>
    public void Energy(Batch points, Span<double> energy) => this.energy.Evaluate(points, energy);

    /// <inheritdoc/>
    public void LogDensity(Batch points, Span<double> logDensity)
    {
        ArgumentNullException.ThrowIfNull(points);
        Energy(points, logDensity);
        for (int row = 0; row < points.Count; row++)
        {
            logDensity[row] = LogDensityOf(logDensity[row], Temperature, Regularization);
        }
    }

    /// <summary>−E/τ − ln((1 + 2γE)/(1 − 2γE)).</summary>
    internal static double LogDensityOf(double energy, double temperature, double regularization)
    {
        double scaled = 2 * regularization * energy;
        return scaled >= 1 ? double.NegativeInfinity
            : scaled <= -1 ? double.PositiveInfinity
            : (-energy / temperature) - Math.Log((1 + scaled) / (1 - scaled));
    }

    /// <inheritdoc/>
    public void Save(CheckpointSection section)
    {
        ArgumentNullException.ThrowIfNull(section);
        Chain.Save(section.Section("chain"));
        energy.Save(section.Section("energy"));
    }

    /// <inheritdoc/>
    public void Load(CheckpointSection section)
    {
        ArgumentNullException.ThrowIfNull(section);
        Chain.Load(section.Section("chain"));
        energy.Load(section.Section("energy"));
    }
}
