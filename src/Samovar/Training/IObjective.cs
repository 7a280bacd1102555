using Samovar.Samplers;
using Samovar.Targets;

namespace Samovar.Training;

/// <summary>One training step, told like the paper's algorithm box.</summary>
/// <typeparam name="TSampler">The kind of sampler it trains.</typeparam>
/// <remarks>Implementers: keep no state in fields. Networks, buffers and running averages live in <see cref="TrainingStep.Keep{T}"/>, so that checkpoints
/// and resuming work without further code.</remarks>
public interface IObjective<in TSampler>
    where TSampler : ITrainableSampler
{
    /// <summary>The paper.</summary>
    Citation Source { get; }

    /// <summary>Advances training by one step.</summary>
    /// <param name="sampler">The sampler in training.</param>
    /// <param name="target">The density to learn; evaluations are counted.</param>
    /// <param name="step">Randomness, optimizers and bookkeeping of this step.</param>
    void Step(TSampler sampler, ITarget target, TrainingStep step);
}
