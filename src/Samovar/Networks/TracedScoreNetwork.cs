using Samovar.Compute;
using Samovar.Compute.Graphs;
using Samovar.Runs;
using static Samovar.Compute.Graphs.TracedMath;

namespace Samovar.Networks;

/// <summary>A score network written as traced formulas, compiled for each size of batch that it meets.</summary>
public abstract class TracedScoreNetwork : IScoreNetwork
{
    private readonly Dictionary<int, CompiledFunction> scores = [];
    private readonly Dictionary<int, CompiledGradient> losses = [];

    /// <inheritdoc/>
    public abstract IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>The score of the law of y = x + s·ε.</summary>
    /// <param name="noisy">y, [n, d].</param>
    /// <param name="scale">s, [n, 1].</param>
    /// <returns>[n, d].</returns>
    public abstract Traced Score(Traced noisy, Traced scale);

    /// <summary>The denoising loss of each point.</summary>
    /// <param name="points">x, [n, d].</param>
    /// <param name="noisy">y, [n, d].</param>
    /// <param name="scale">s, [n, 1].</param>
    /// <returns>[n, 1], about d where nothing is learned yet.</returns>
    public abstract Traced Loss(Traced points, Traced noisy, Traced scale);

    /// <inheritdoc/>
    public void Score(Batch noisy, Batch scale, Batch score)
    {
        ArgumentNullException.ThrowIfNull(noisy);
        if (!scores.TryGetValue(noisy.Count, out CompiledFunction? function))
        {
            scores[noisy.Count] = function = new CompiledFunction(noisy.Count, [noisy.Dimension, 1], inputs => Score(inputs[0], inputs[1]));
        }

        function.Evaluate(score, noisy, scale);
    }

    /// <inheritdoc/>
    public double Differentiate(Batch points, Batch noisy, Batch scale)
    {
        ArgumentNullException.ThrowIfNull(noisy);
        if (!losses.TryGetValue(noisy.Count, out CompiledGradient? loss))
        {
            losses[noisy.Count] = loss = new CompiledGradient(
                this, noisy.Count, [noisy.Dimension, noisy.Dimension, 1], inputs => MeanOverPoints(Loss(inputs[0], inputs[1], inputs[2])));
        }

        return loss.Evaluate(points, noisy, scale);
    }

    /// <inheritdoc/>
    public abstract void Observe(Batch points, int step);

    /// <inheritdoc/>
    public abstract void Save(CheckpointSection section);

    /// <inheritdoc/>
    public abstract void Load(CheckpointSection section);
}
