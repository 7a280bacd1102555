using Samovar.Data;
using Samovar.Runs;
using Samovar.Samplers;

namespace Samovar.Training;

/// <summary>A training run of one objective on one sampler, from data.</summary>
/// <typeparam name="TSampler">The kind of sampler.</typeparam>
public sealed class DataSession<TSampler> : TrainingSession
    where TSampler : IFreeSampler, ICheckpointed
{
    private readonly TSampler sampler;
    private readonly IDataObjective<TSampler> objective;
    private readonly DataSet data;
    private readonly TrainingState state;

    /// <summary>Creates a session before its first step.</summary>
    /// <param name="sampler">The sampler to train.</param>
    /// <param name="objective">What to train it with.</param>
    /// <param name="data">The rows to learn from.</param>
    /// <param name="seed">Seed of all randomness.</param>
    /// <param name="plannedSteps">Steps of the whole schedule, at least 1.</param>
    public DataSession(TSampler sampler, IDataObjective<TSampler> objective, DataSet data, ulong seed, int plannedSteps)
        : base(seed, plannedSteps)
    {
        this.sampler = sampler;
        this.objective = objective;
        this.data = data;
        state = new TrainingState(Random.Named("kept"));
    }

    /// <inheritdoc/>
    public override ITrainableSampler Sampler => sampler;

    /// <inheritdoc/>
    public override EvaluationCost Cost => EvaluationCost.None;

    /// <inheritdoc/>
    public override void Settle(EvaluationCost total)
    {
    }

    /// <inheritdoc/>
    public override (string Phase, string Quantity)? Advance()
    {
        objective.Step(sampler, data, new TrainingStep(state, CompletedSteps, PlannedSteps, Random.Split(CompletedSteps)));
        CompletedSteps += state.Divergence is null ? 1 : 0;
        return state.Divergence;
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, double> TakeRecords() => state.TakeRecords();

    /// <inheritdoc/>
    public override void Save(CheckpointSection section)
    {
        ArgumentNullException.ThrowIfNull(section);
        section.Write("progress", (long)CompletedSteps);
        sampler.Save(section.Section("sampler"));
        state.Save(section.Section("kept"));
    }

    /// <inheritdoc/>
    public override void Load(CheckpointSection section)
    {
        ArgumentNullException.ThrowIfNull(section);
        RequireNew();
        Span<long> progress = stackalloc long[1];
        section.Read("progress", progress);
        CompletedSteps = (int)progress[0];
        sampler.Load(section.Section("sampler"));
        state.Load(section.Section("kept"));
    }
}
