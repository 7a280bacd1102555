using Samovar.Compute;
using Samovar.Compute.Graphs;
using Samovar.Networks;
using Samovar.Samplers;
using Samovar.Training;
using static Samovar.Compute.Graphs.TracedMath;

namespace Samovar.Objectives;

/// <summary>All training of a value network: mean q V² + l V over rows, with weights q and l of every row.</summary>
/// <remarks>
/// A regression on y has q = 1, l = −2y; an energy that is to be low has l = 1 and one that is to be high l = −1, both with q = γ. One form means one optimizer:
/// with moments of their own for energy and values, each undoes the other's steps on the weights that they share, and training diverges
/// (docs/decisions/0014).
/// </remarks>
internal sealed class ValueFit
{
    private const string Phase = "value";

    private readonly IValueNetwork value;
    private readonly CompiledFunction values;
    private readonly Batch weights;
    private readonly Batch both;
    private readonly Batch bothWeights;
    private readonly Batch endCode;
    private readonly Func<IReadOnlyList<Traced>, Traced> loss;

    /// <summary>Reserves memory.</summary>
    /// <param name="value">The network.</param>
    /// <param name="dimension">Number of coordinates d.</param>
    /// <param name="steps">Number of steps T of the chain.</param>
    /// <param name="count">Rows of one batch.</param>
    public ValueFit(IValueNetwork value, int dimension, int steps, int count)
    {
        this.value = value;
        values = new CompiledFunction(count, [dimension, steps + 1], inputs => value.Value(inputs[0], inputs[1]));
        weights = new Batch(count, 2);
        (both, bothWeights, endCode) = (new Batch(2 * count, dimension), new Batch(2 * count, 2), StepCodes.Of(steps, steps + 1, 2 * count));
        loss = inputs => MeanOverPoints(Quadratic(value.Value(inputs[0], inputs[1]), inputs[2]));
    }

    /// <summary>q V² + l V.</summary>
    /// <param name="value">[n, 1] V.</param>
    /// <param name="weights">[n, 2] q and l.</param>
    /// <returns>[n, 1].</returns>
    public static Traced Quadratic(Traced value, Traced weights) => value * ((weights[0] * value) + weights[1]);

    /// <summary>V at the present weights.</summary>
    /// <param name="points">[n, d].</param>
    /// <param name="code">[n, T + 1] codes of steps.</param>
    /// <param name="destination">[n, 1] overwritten.</param>
    public void Values(Batch points, Batch code, Batch destination) => values.Evaluate(destination, points, code);

    /// <summary>One step on (target − V)².</summary>
    /// <returns>The mean before the step.</returns>
    public double Follow(Batch points, Batch code, Batch target, AdamOptions optimizer, TrainingStep step)
    {
        double squares = 0;
        for (int row = 0; row < target.Count; row++)
        {
            (weights[row, 0], weights[row, 1]) = (1, -2 * target[row, 0]);
            squares += (double)target[row, 0] * target[row, 0] / target.Count;
        }

        return squares + step.Minimize(Phase, value, optimizer, loss, points, code, weights);
    }

    /// <summary>One step on mean E of data − mean E of draws + γ (mean E² of data + mean E² of draws).</summary>
    /// <returns>The loss before the step.</returns>
    public double Contrast(Batch data, Batch draws, double regularization, AdamOptions optimizer, TrainingStep step)
    {
        int count = data.Count;
        data.Values.CopyTo(both.Values);
        draws.Values.CopyTo(both.Values[data.Values.Length..]);
        for (int row = 0; row < 2 * count; row++)
        {
            // Both means together are twice the mean over all rows.
            (bothWeights[row, 0], bothWeights[row, 1]) = ((float)(2 * regularization), row < count ? 2 : -2);
        }

        return step.Minimize(Phase, value, optimizer, loss, both, endCode, bothWeights);
    }
}
