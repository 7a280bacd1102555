using Samovar.Compute;
using Samovar.Compute.Graphs;
using Samovar.Compute.Randomness;
using Samovar.Networks;
using Samovar.Runs;

namespace Samovar.Training;

/// <summary>The bookkeeper of one training step: randomness, kept objects, optimizers and records.</summary>
public sealed class TrainingStep : IRunStep
{
    private readonly TrainingState state;

    internal TrainingStep(TrainingState state, int index, int steps, RandomStream random)
    {
        this.state = state;
        Index = index;
        Progress = (double)index / steps;
        Random = random;
    }

    /// <inheritdoc/>
    public int Index { get; }

    /// <inheritdoc/>
    public double Progress { get; }

    /// <inheritdoc/>
    public RandomStream Random { get; }

    /// <inheritdoc/>
    public T Keep<T>(string name, Func<RandomStream, T> create)
        where T : class, ICheckpointed => state.Keep(name, create);

    /// <inheritdoc/>
    public T Reuse<T>(string name, Func<T> create)
        where T : class => state.Reuse(name, create);

    /// <summary>One optimizer step on a loss.</summary>
    /// <param name="phase">Name of this use of the optimizer, such as "score"; each has its own moments.</param>
    /// <param name="trained">What the optimizer changes.</param>
    /// <param name="optimizer">Settings.</param>
    /// <param name="loss">Receives the inputs, [n, k] each; returns the loss, [1, 1]. Traced once: everything that changes must be an input.</param>
    /// <param name="inputs">Values of this step, one batch for each input.</param>
    /// <returns>The loss before the step; not finite if the run has diverged.</returns>
    public double Minimize(string phase, ITrainable trained, AdamOptions optimizer, Func<IReadOnlyList<Traced>, Traced> loss, params ReadOnlySpan<Batch> inputs)
    {
        if (state.Divergence is not null)
        {
            return double.NaN;
        }

        CompiledLoss compiled = state.LossOf(phase, trained, loss, inputs);
        double value = compiled.Evaluate(inputs);
        Finish(phase, value, double.IsFinite(value) ? compiled.Optimizer.Update(optimizer, Progress) : 0, optimizer);
        return value;
    }

    /// <summary>One optimizer step along gradients that the caller computes.</summary>
    /// <param name="phase">Name of this use of the optimizer, such as "control"; each has its own moments.</param>
    /// <param name="trained">What the optimizer changes.</param>
    /// <param name="optimizer">Settings.</param>
    /// <param name="differentiate">Leaves the gradients in the parameters of <paramref name="trained"/>.</param>
    /// <returns>False if the run has diverged: then nothing was changed.</returns>
    public bool Descend(string phase, ITrainable trained, AdamOptions optimizer, Action differentiate)
    {
        ArgumentNullException.ThrowIfNull(differentiate);
        if (state.Divergence is null)
        {
            Adam kept = state.OptimizerOf(phase, trained);
            differentiate();
            Finish(phase, 0, kept.Update(optimizer, Progress), optimizer);
        }

        return state.Divergence is null;
    }

    /// <summary>One optimizer step on a loss whose gradients the caller computes.</summary>
    /// <param name="phase">Name of this use of the optimizer, such as "score"; each has its own moments.</param>
    /// <param name="trained">What the optimizer changes.</param>
    /// <param name="optimizer">Settings.</param>
    /// <param name="differentiate">Leaves the gradients in the parameters of <paramref name="trained"/>; returns the loss.</param>
    /// <returns>The loss before the step; not finite if the run has diverged.</returns>
    public double Minimize(string phase, ITrainable trained, AdamOptions optimizer, Func<double> differentiate)
    {
        ArgumentNullException.ThrowIfNull(differentiate);
        if (state.Divergence is not null)
        {
            return double.NaN;
        }

        Adam kept = state.OptimizerOf(phase, trained);
        double value = differentiate();
        Finish(phase, value, double.IsFinite(value) ? kept.Update(optimizer, Progress) : 0, optimizer);
        return value;
    }

    /// <inheritdoc/>
    public void Record(string quantity, double value) => state.Record(quantity, value);

    /// <summary>Watches for numbers that are not finite, and records whether a gradient was longer than allowed.</summary>
    private void Finish(string phase, double loss, double norm, AdamOptions optimizer)
    {
        if (optimizer.ClipNorm is { } limit)
        {
            Record($"{phase}-gradients-shortened", norm > limit ? 1 : 0);
        }

        if (!double.IsFinite(loss) || !double.IsFinite(norm))
        {
            state.Divergence = (phase, double.IsFinite(loss) ? "gradient" : "loss");
        }
    }
}
