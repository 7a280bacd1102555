using Samovar.Data;
using Samovar.Runs;
using Samovar.Samplers;

namespace Samovar.Training;

/// <summary>A training run of one objective on one sampler, from data.</summary>
/// <typeparam name="TSampler">The kind of sampler.</typeparam>
public sealed class DataSession<TSampler> : SamplerSession<TSampler>
    where TSampler : IFreeSampler, ICheckpointed
{
    private readonly IDataObjective<TSampler> objective;
    private readonly DataSet data;

    /// <summary>Creates a session before its first step.</summary>
    /// <param name="sampler">The sampler to train.</param>
    /// <param name="objective">What to train it with.</param>
    /// <param name="data">The rows to learn from.</param>
    /// <param name="seed">Seed of all randomness.</param>
    /// <param name="plannedSteps">Steps of the whole schedule, at least 1.</param>
    public DataSession(TSampler sampler, IDataObjective<TSampler> objective, DataSet data, ulong seed, int plannedSteps)
        : base(sampler, seed, plannedSteps)
    {
        this.objective = objective;
        this.data = data;
    }

    /// <inheritdoc/>
    public override ITrainableSampler Sampler => Trained;

    /// <inheritdoc/>
    public override EvaluationCost Cost => EvaluationCost.None;

    /// <inheritdoc/>
    public override void Settle(EvaluationCost total)
    {
    }

    /// <inheritdoc/>
    protected override void Learn(TrainingStep step) => objective.Step(Trained, data, step);
}
