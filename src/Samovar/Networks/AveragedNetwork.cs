using Samovar.Runs;

namespace Samovar.Networks;

/// <summary>A network in training with an exponential moving average of it: average ← average + (1 − decay)(present − average).</summary>
/// <typeparam name="TNetwork">The kind of network.</typeparam>
internal sealed class AveragedNetwork<TNetwork> : ICheckpointed
    where TNetwork : ITrainable, ICheckpointed
{
    private readonly double decay;

    /// <summary>Starts the average at the present weights.</summary>
    /// <param name="present">The network in training.</param>
    /// <param name="average">A network of the same shape; overwritten.</param>
    /// <param name="decay">Share kept, in [0, 1).</param>
    public AveragedNetwork(TNetwork present, TNetwork average, double decay)
    {
        (Present, Average, this.decay) = (present, average, decay);
        ParameterStore.Copy(present.Parameters, average.Parameters);
    }

    /// <summary>The network in training.</summary>
    public TNetwork Present { get; }

    /// <summary>Its average.</summary>
    public TNetwork Average { get; }

    /// <summary>Moves the average towards the present weights; called once per step.</summary>
    /// <param name="step">Steps done: early averages reach back no further than the start.</param>
    public void Follow(int step) => ExponentialAverage.Update(Present.Parameters, Average.Parameters, Math.Min(decay, 1 - (1.0 / (step + 1))));

    /// <inheritdoc/>
    public void Save(CheckpointSection section)
    {
        Present.Save(section.Section("network"));
        Average.Save(section.Section("average"));
    }

    /// <inheritdoc/>
    public void Load(CheckpointSection section)
    {
        Present.Load(section.Section("network"));
        Average.Load(section.Section("average"));
    }
}
