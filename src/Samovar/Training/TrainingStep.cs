using Samovar.Compute;
using Samovar.Compute.Graphs;
using Samovar.Compute.Randomness;
using Samovar.Networks;
using Samovar.Runs;

namespace Samovar.Training;

/// <summary>The bookkeeper of one training step: randomness, kept objects, optimizers and records.</summary>
public sealed class TrainingStep
{
    private readonly TrainingState state;

    internal TrainingStep(TrainingState state, int index, int steps, RandomStream random)
    {
        this.state = state;
        Index = index;
        Progress = (double)index / steps;
        Random = random;
    }

    /// <summary>Steps done before this one.</summary>
    public int Index { get; }

    /// <summary>Share of the schedule done before this step, from 0 to 1.</summary>
    public double Progress { get; }

    /// <summary>Randomness of this step alone; advanced by use.</summary>
    public RandomStream Random { get; }

    /// <summary>An object that lives as long as the run and is part of its checkpoints, such as a helper network or a running average.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="name">Name, unique within the run.</param>
    /// <param name="create">Makes it on first use, from randomness of its own.</param>
    public T Keep<T>(string name, Func<RandomStream, T> create)
        where T : class, ICheckpointed => state.Keep(name, create);

    /// <summary>An object that lives as long as the run but holds nothing worth saving, such as a buffer or a compiled function.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="name">Name, unique within the run.</param>
    /// <param name="create">Makes it on first use.</param>
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
        double norm = double.IsFinite(value) ? compiled.Optimizer.Update(optimizer, Progress) : 0;
        if (!double.IsFinite(value) || !double.IsFinite(norm))
        {
            state.Divergence = (phase, double.IsFinite(value) ? "gradient" : "loss");
        }

        return value;
    }

    /// <summary>Records a quantity for the history.</summary>
    /// <param name="quantity">Name in kebab-case, such as "score-loss".</param>
    /// <param name="value">Its value; averaged over the steps since the last record of the history.</param>
    public void Record(string quantity, double value) => state.Record(quantity, value);
}
