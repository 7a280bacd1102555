using Samovar.Runs;
using Samovar.Samplers;

namespace Samovar.Training;

/// <summary>A training run of one sampler, whatever it learns from.</summary>
/// <typeparam name="TSampler">The kind of sampler.</typeparam>
public abstract class SamplerSession<TSampler> : TrainingSession
    where TSampler : ITrainableSampler, ICheckpointed
{
    private readonly TrainingState state;

    /// <summary>Creates a session before its first step.</summary>
    /// <param name="sampler">The sampler to train.</param>
    /// <param name="seed">Seed of all randomness.</param>
    /// <param name="plannedSteps">Steps of the whole schedule, at least 1.</param>
    protected SamplerSession(TSampler sampler, ulong seed, int plannedSteps)
        : base(seed, plannedSteps)
    {
        Trained = sampler;
        state = new TrainingState(Random.Named("kept"));
    }

    /// <summary>The sampler, in the coordinates in which it is trained.</summary>
    protected TSampler Trained { get; }

    /// <inheritdoc/>
    public sealed override (string Phase, string Quantity)? Advance()
    {
        Learn(new TrainingStep(state, CompletedSteps, PlannedSteps, Random.Split(CompletedSteps)));
        CompletedSteps += state.Divergence is null ? 1 : 0;
        return state.Divergence;
    }

    /// <inheritdoc/>
    public sealed override IReadOnlyDictionary<string, double> TakeRecords() => state.TakeRecords();

    /// <inheritdoc/>
    public sealed override void Save(CheckpointSection section)
    {
        ArgumentNullException.ThrowIfNull(section);
        section.Write("progress", CompletedSteps, Cost.Energies, Cost.Scores);
        Trained.Save(section.Section("sampler"));
        state.Save(section.Section("kept"));
    }

    /// <inheritdoc/>
    public sealed override void Load(CheckpointSection section)
    {
        ArgumentNullException.ThrowIfNull(section);
        RequireNew();
        Span<long> progress = stackalloc long[3];
        section.Read("progress", progress);
        CompletedSteps = (int)progress[0];
        // Whatever was spent on preparing this session is part of the saved count already.
        Settle(new EvaluationCost(progress[1], progress[2]));
        Trained.Load(section.Section("sampler"));
        state.Load(section.Section("kept"));
    }

    /// <summary>One step of the objective.</summary>
    /// <param name="step">Its randomness, optimizers and bookkeeping.</param>
    protected abstract void Learn(TrainingStep step);
}
