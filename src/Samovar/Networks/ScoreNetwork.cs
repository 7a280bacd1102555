using Samovar.Compute;
using Samovar.Compute.Graphs;
using Samovar.Compute.Randomness;
using Samovar.Runs;
using static Samovar.Compute.Graphs.TracedMath;

namespace Samovar.Networks;

/// <summary>Shape of a preconditioned score network.</summary>
public sealed record ScoreNetworkOptions
{
    /// <summary>The network; its output starts small.</summary>
    public MlpOptions Network { get; init; } = new() { OutputScale = 0.1 };

    /// <summary>Frequencies of ln s in the level features. Range [0, ∞). Default 4.</summary>
    public int Frequencies
    {
        get;
        init => field = Require.That(value, value >= 0, "The number of frequencies is not negative.");
    } = 4;
}

/// <summary>A score network that corrects the score of a Gaussian with the running mean and variance of the points.</summary>
/// <remarks>
/// With mean μ and variance v of each coordinate: the denoised point is μ + v/(v + s²)·(y − μ) + √(v s²/(v + s²))·F, so F has unit size at every s, and the
/// score is (denoised − y)/s². Preconditioning: Karras et al., 2022, arXiv:2206.00364, section 5, with running moments.
/// </remarks>
public sealed class ScoreNetwork : TracedScoreNetwork
{
    private readonly ScoreNetworkOptions options;
    private readonly Mlp network;
    private readonly RunningMoments moments;

    /// <summary>Creates a network with random weights.</summary>
    /// <param name="dimension">Number of coordinates d.</param>
    /// <param name="options">Shape.</param>
    /// <param name="random">Source of the weights; advanced.</param>
    public ScoreNetwork(int dimension, ScoreNetworkOptions options, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(options);
        this.options = options;
        network = new Mlp(dimension + LevelFeatures.Count(options.Frequencies), dimension, options.Network, random);
        moments = new RunningMoments(dimension);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Parameters => network.Parameters;

    /// <inheritdoc/>
    public override Traced Score(Traced noisy, Traced scale)
    {
        ArgumentNullException.ThrowIfNull(noisy);
        ArgumentNullException.ThrowIfNull(scale);
        Traced variance = noisy.Use(moments.Variance);
        Traced total = variance + Square(scale);
        return (Correction(noisy, scale) * Sqrt(variance / total) / scale) - ((noisy - noisy.Use(moments.Mean)) / total);
    }

    /// <inheritdoc/>
    public override Traced Loss(Traced points, Traced noisy, Traced scale)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(noisy);
        ArgumentNullException.ThrowIfNull(scale);
        Traced mean = noisy.Use(moments.Mean);
        Traced variance = noisy.Use(moments.Variance);
        Traced total = variance + Square(scale);
        Traced shrunk = (noisy - mean) * (variance / total);
        Traced wanted = (points - mean - shrunk) / (scale * Sqrt(variance / total));
        return Sum(Square(Correction(noisy, scale) - wanted));
    }

    /// <inheritdoc/>
    public override void Observe(Batch points, int step) => moments.Follow(points, Math.Max(0.01, 1.0 / (step + 1)));

    /// <inheritdoc/>
    public override void Save(CheckpointSection section)
    {
        ArgumentNullException.ThrowIfNull(section);
        network.Save(section);
        moments.Save(section.Section("moments"));
    }

    /// <inheritdoc/>
    public override void Load(CheckpointSection section)
    {
        ArgumentNullException.ThrowIfNull(section);
        network.Load(section);
        moments.Load(section.Section("moments"));
    }

    /// <summary>F: sees the standardized point and features of ln s.</summary>
    private Traced Correction(Traced noisy, Traced scale)
    {
        Traced standardized = (noisy - noisy.Use(moments.Mean)) / Sqrt(noisy.Use(moments.Variance) + Square(scale));
        return network.Apply(Stack(
            [.. Enumerable.Range(0, noisy.Shape.Columns).Select(column => standardized[column]), .. LevelFeatures.Of(scale, options.Frequencies)]));
    }
}
