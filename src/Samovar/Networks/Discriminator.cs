using Samovar.Compute;
using Samovar.Compute.Graphs;
using Samovar.Compute.Randomness;
using Samovar.Runs;
using static Samovar.Compute.Graphs.TracedMath;

namespace Samovar.Networks;

/// <summary>Tells noised rows from noised draws: its best logit is ln p(z; σ) − ln q(z; σ), whose gradient is the difference of the two scores.</summary>
/// <remarks>
/// The logit is that of two Gaussians with the running moments of rows and draws, plus a network of the standardized point and of ln σ. So laws that are far
/// apart still pull: a network alone is flat where it is sure. Source of the identity: Goodfellow et al., 2014, arXiv:1406.2661, proposition 1; of its use for
/// flows: Weber, 2023, arXiv:2304.12906.
/// </remarks>
public sealed class Discriminator : ITrainable, ICheckpointed
{
    private readonly ScoreNetworkOptions options;
    private readonly int dimension;
    private readonly Mlp network;
    private readonly RunningMoments rows;
    private readonly RunningMoments draws;
    private readonly Dictionary<int, CompiledFunction> functions = [];

    /// <summary>Creates a discriminator with random weights.</summary>
    /// <param name="dimension">Number of coordinates d.</param>
    /// <param name="options">Shape.</param>
    /// <param name="random">Source of the weights; advanced.</param>
    public Discriminator(int dimension, ScoreNetworkOptions options, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(options);
        (this.dimension, this.options) = (dimension, options);
        network = new Mlp(dimension + LevelFeatures.Count(options.Frequencies), 1, options.Network, random);
        (rows, draws) = (new RunningMoments(dimension), new RunningMoments(dimension));
    }

    /// <inheritdoc/>
    public IReadOnlyList<Parameter> Parameters => network.Parameters;

    /// <summary>Lets the Gaussians follow both laws; called once per step, before training on them.</summary>
    /// <param name="real">[n, d] rows, without noise.</param>
    /// <param name="drawn">[m, d] draws, without noise.</param>
    /// <param name="step">Steps done.</param>
    public void Observe(Batch real, Batch drawn, int step)
    {
        double rate = Math.Max(0.01, 1.0 / (step + 1));
        rows.Follow(real, rate);
        draws.Follow(drawn, rate);
    }

    /// <summary>The logit: positive where rows are more likely.</summary>
    /// <param name="noisy">z, [n, d].</param>
    /// <param name="scale">σ, [n, 1].</param>
    /// <returns>[n, 1].</returns>
    public Traced Logit(Traced noisy, Traced scale)
    {
        ArgumentNullException.ThrowIfNull(noisy);
        ArgumentNullException.ThrowIfNull(scale);
        Traced standardized = (noisy - noisy.Use(rows.Mean)) / Sqrt(noisy.Use(rows.Variance) + Square(scale));
        Traced learned = network.Apply(Stack([.. Enumerable.Range(0, dimension).Select(column => standardized[column]), .. LevelFeatures.Of(scale, options.Frequencies)]));
        return LogGaussian(noisy, scale, rows) - LogGaussian(noisy, scale, draws) + learned;
    }

    /// <summary>Mean over points of ln(1 + exp(−sign · logit)), the loss of logistic regression.</summary>
    /// <param name="noisy">z, [n, d].</param>
    /// <param name="scale">σ, [n, 1].</param>
    /// <param name="sign">[n, 1]: 1 for rows, −1 for draws.</param>
    /// <returns>[1, 1].</returns>
    public Traced Loss(Traced noisy, Traced scale, Traced sign) => MeanOverPoints(Softplus(-(sign * Logit(noisy, scale))));

    /// <summary>The logit and its gradient.</summary>
    /// <param name="noisy">z, [n, d].</param>
    /// <param name="scale">σ, [n, 1].</param>
    /// <param name="logitAndGradient">[n, 1 + d] overwritten: the logit, then its gradient by z.</param>
    public void Evaluate(Batch noisy, Batch scale, Batch logitAndGradient)
    {
        ArgumentNullException.ThrowIfNull(noisy);
        if (!functions.TryGetValue(noisy.Count, out CompiledFunction? function))
        {
            functions[noisy.Count] = function = new CompiledFunction(noisy.Count, [dimension, 1], inputs =>
            {
                Traced logit = Logit(inputs[0], inputs[1]);
                Traced gradient = ReverseMode.Gradient(SumOverPoints(logit), inputs[0])[0];
                return Stack([logit, .. Enumerable.Range(0, dimension).Select(column => gradient[column])]);
            });
        }

        function.Evaluate(logitAndGradient, noisy, scale);
    }

    /// <inheritdoc/>
    public void Save(CheckpointSection section)
    {
        ArgumentNullException.ThrowIfNull(section);
        network.Save(section);
        rows.Save(section.Section("rows"));
        draws.Save(section.Section("draws"));
    }

    /// <inheritdoc/>
    public void Load(CheckpointSection section)
    {
        ArgumentNullException.ThrowIfNull(section);
        network.Load(section);
        rows.Load(section.Section("rows"));
        draws.Load(section.Section("draws"));
    }

    /// <summary>ln N(z; mean, variance + σ²) up to a constant.</summary>
    private static Traced LogGaussian(Traced noisy, Traced scale, RunningMoments moments)
    {
        Traced total = noisy.Use(moments.Variance) + Square(scale);
        return -0.5 * Sum((Square(noisy - noisy.Use(moments.Mean)) / total) + Log(total));
    }
}
