using Samovar.Data;
using Samovar.Samplers;

namespace Samovar.Training;

/// <summary>One training step from data, told like the paper's algorithm box.</summary>
/// <typeparam name="TSampler">The kind of sampler it trains.</typeparam>
/// <remarks>Implementers: keep no state in fields; see <see cref="IObjective{TSampler}"/>.</remarks>
public interface IDataObjective<in TSampler>
    where TSampler : IFreeSampler
{
    /// <summary>The paper.</summary>
    Citation Source { get; }

    /// <summary>Advances training by one step.</summary>
    /// <param name="sampler">The sampler in training.</param>
    /// <param name="data">The rows to learn from; minibatches come from <see cref="DataSet.Draw"/>.</param>
    /// <param name="step">Randomness, optimizers and bookkeeping of this step.</param>
    void Step(TSampler sampler, DataSet data, TrainingStep step);
}
