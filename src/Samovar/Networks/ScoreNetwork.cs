using Samovar.Compute.Graphs;
using Samovar.Compute.Randomness;
using Samovar.Runs;
using static Samovar.Compute.Graphs.TracedMath;

namespace Samovar.Networks;

/// <summary>The score of a noised law, learned by denoising: score(y, s) = −ε̂(y, s) / s.</summary>
public interface IScoreNetwork : ITrainable, ICheckpointed
{
    /// <summary>The predicted noise ε̂, standard normal where the prediction is perfect.</summary>
    /// <param name="noisy">y = x + s·ε, [n, d].</param>
    /// <param name="scale">s, [n, 1].</param>
    /// <returns>[n, d].</returns>
    Traced Noise(Traced noisy, Traced scale);
}

/// <summary>Shape of a preconditioned score network.</summary>
public sealed record ScoreNetworkOptions
{
    /// <summary>The network; its output starts small.</summary>
    public MlpOptions Network { get; init; } = new() { OutputScale = 0.1 };

    /// <summary>Scale of the noiseless points, used to bring inputs to unit size. Range (0, ∞). Default 1.</summary>
    public double DataScale { get; init; } = 1;

    /// <summary>Frequencies of ln s in the level features. Range [0, ∞). Default 4.</summary>
    public int Frequencies { get; init; } = 4;
}

/// <summary>A score network that sees y / √(s² + scale²) and sines and cosines of ln s, and predicts the noise.</summary>
public sealed class ScoreNetwork : IScoreNetwork
{
    private readonly ScoreNetworkOptions options;
    private readonly Mlp network;

    /// <summary>Creates a network with random weights.</summary>
    /// <param name="dimension">Number of coordinates d.</param>
    /// <param name="options">Shape.</param>
    /// <param name="random">Source of the weights; advanced.</param>
    public ScoreNetwork(int dimension, ScoreNetworkOptions options, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(options);
        this.options = options;
        network = new Mlp(dimension + 1 + (2 * options.Frequencies), dimension, options.Network, random);
    }

    /// <inheritdoc/>
    public IReadOnlyList<Parameter> Parameters => network.Parameters;

    /// <inheritdoc/>
    public Traced Noise(Traced noisy, Traced scale)
    {
        ArgumentNullException.ThrowIfNull(noisy);
        ArgumentNullException.ThrowIfNull(scale);
        const double Spacing = 0.6;
        Traced scaled = noisy / Sqrt(Square(scale) + (options.DataScale * options.DataScale));
        Traced level = Log(scale);
        List<Traced> features = [.. Enumerable.Range(0, noisy.Shape.Columns).Select(column => scaled[column]), 0.3 * level];
        for (int k = 1; k <= options.Frequencies; k++)
        {
            features.Add(Sin(Spacing * k * level));
            features.Add(Cos(Spacing * k * level));
        }

        return network.Apply(Stack([.. features]));
    }

    /// <inheritdoc/>
    public void Save(CheckpointSection section) => network.Save(section);

    /// <inheritdoc/>
    public void Load(CheckpointSection section) => network.Load(section);
}
