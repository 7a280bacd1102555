using Samovar.Compute;
using Samovar.Data;
using Samovar.Samplers;
using Samovar.Training;

namespace Samovar.Objectives;

/// <summary>Settings of contrastive divergence.</summary>
public sealed record ContrastiveDivergenceOptions
{
    /// <summary>Rows per step. Range [2, ∞). Default 128.</summary>
    public int BatchSize
    {
        get;
        init => field = Require.That(value, value >= 2, "A batch has at least 2 rows.");
    } = 128;

    /// <summary>Moves of every chain from its row. Range [1, ∞). Default 10.</summary>
    public int Moves
    {
        get;
        init => field = Require.That(value, value >= 1, "A chain takes at least 1 move.");
    } = 10;

    /// <summary>γ: weight of the squared energies, which fixes their constant. Range [0, ∞). Default 0.01.</summary>
    public double Regularization
    {
        get;
        init => field = Require.That(value, value >= 0 && double.IsFinite(value), "The weight of squared energies is finite and not negative.");
    } = 0.01;

    /// <summary>Optimizer of the energy.</summary>
    public AdamOptions Optimizer { get; init; } = new() { LearningRate = 1e-3 };
}

/// <summary>Contrastive divergence: the energy goes down at rows, and up where a few Langevin moves carry them.</summary>
/// <remarks>
/// It is generalized contrastive divergence with the law of k moves from the data in place of the chain. Modes that no short chain reaches from the data keep whatever
/// energy they have. Source: Hinton, 2002, Neural Computation 14(8).
/// </remarks>
/// <param name="options">Settings.</param>
public sealed class ContrastiveDivergence(ContrastiveDivergenceOptions options) : IDataObjective<EnergyLangevin>
{
    /// <summary>The paper.</summary>
    public static Citation Paper { get; } = new(
        "hinton2002cd", "Training Products of Experts by Minimizing Contrastive Divergence", "Hinton, Geoffrey E.", 2002, "Neural Computation 14(8), 1771–1800");

    /// <inheritdoc/>
    public Citation Source => Paper;

    /// <inheritdoc/>
    public void Step(EnergyLangevin sampler, DataSet data, TrainingStep step)
    {
        ArgumentNullException.ThrowIfNull(sampler);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(step);
        Batch real = step.Reuse("rows", () => new Batch(options.BatchSize, sampler.Dimension));
        Batch moved = step.Reuse("moved", () => new Batch(options.BatchSize, sampler.Dimension));
        LangevinMoves moves = step.Reuse("moves", () => sampler.Moves(options.BatchSize));
        ValueFit fit = step.Reuse("fit", () => new ValueFit(sampler.Value, sampler.Dimension, 0, options.BatchSize));
        data.Draw(real, step.Random);
        moved.CopyFrom(real);
        step.Record("acceptance", moves.Run(moved, options.Moves, step.Random));
        step.Record("contrast", fit.Contrast(real, moved, options.Regularization, options.Optimizer, step));
        sampler.UpdateAverage(step.Index);
    }
}
