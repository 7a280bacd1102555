using Samovar.Runs;
using Samovar.Samplers;
using Samovar.Targets;

namespace Samovar.Training;

/// <summary>A training run of one objective on one sampler.</summary>
/// <typeparam name="TSampler">The kind of sampler.</typeparam>
public sealed class ObjectiveSession<TSampler> : TrainingSession
    where TSampler : ITrainableSampler, ICheckpointed
{
    private readonly TSampler sampler;
    private readonly IObjective<TSampler> objective;
    private readonly TrainingState state;
    private readonly ITarget trained;
    private readonly ITrainableSampler shown;

    /// <summary>Creates a session before its first step.</summary>
    /// <param name="sampler">The sampler to train.</param>
    /// <param name="objective">What to train it with.</param>
    /// <param name="target">The density to learn.</param>
    /// <param name="seed">Seed of all randomness.</param>
    /// <param name="plannedSteps">Steps of the whole schedule, at least 1.</param>
    public ObjectiveSession(TSampler sampler, IObjective<TSampler> objective, ITarget target, ulong seed, int plannedSteps)
        : base(seed, plannedSteps)
    {
        this.sampler = sampler;
        Target = target as MeteredTarget ?? new MeteredTarget(target);
        trained = Target;
        shown = sampler;
        this.objective = objective;
        state = new TrainingState(Random.Named("kept"));
    }

    /// <summary>Creates a session that trains in whitened coordinates and shows draws in those of the target.</summary>
    /// <param name="sampler">The sampler to train, in whitened coordinates.</param>
    /// <param name="objective">What to train it with.</param>
    /// <param name="target">The density to learn.</param>
    /// <param name="whitening">From whitened coordinates to those of the target.</param>
    /// <param name="seed">Seed of all randomness.</param>
    /// <param name="plannedSteps">Steps of the whole schedule, at least 1.</param>
    public ObjectiveSession(TSampler sampler, IObjective<TSampler> objective, ITarget target, AffineMap whitening, ulong seed, int plannedSteps)
        : this(sampler, objective, target, seed, plannedSteps)
    {
        trained = new WhitenedTarget(Target, whitening);
        shown = new AffineSampler(sampler, whitening);
    }

    /// <inheritdoc/>
    public override ITrainableSampler Sampler => shown;

    /// <summary>The target, counting its evaluations.</summary>
    public MeteredTarget Target { get; }

    /// <inheritdoc/>
    public override EvaluationCost Cost => Target.Cost;

    /// <inheritdoc/>
    public override void Settle(EvaluationCost total) => Target.Count(total.Energies - Cost.Energies, total.Scores - Cost.Scores);

    /// <inheritdoc/>
    public override (string Phase, string Quantity)? Advance()
    {
        TrainingStep step = new(state, CompletedSteps, PlannedSteps, Random.Split(CompletedSteps));
        objective.Step(sampler, trained, step);
        if (state.Divergence is null)
        {
            CompletedSteps++;
        }

        return state.Divergence;
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, double> TakeRecords() => state.TakeRecords();

    /// <inheritdoc/>
    public override void Save(CheckpointSection section)
    {
        ArgumentNullException.ThrowIfNull(section);
        section.Write("progress", CompletedSteps, Target.Cost.Energies, Target.Cost.Scores);
        sampler.Save(section.Section("sampler"));
        state.Save(section.Section("kept"));
    }

    /// <inheritdoc/>
    public override void Load(CheckpointSection section)
    {
        ArgumentNullException.ThrowIfNull(section);
        RequireNew();

        Span<long> progress = stackalloc long[3];
        section.Read("progress", progress);
        CompletedSteps = (int)progress[0];
        // Whatever was spent on preparing this session is part of the saved count already.
        Settle(new EvaluationCost(progress[1], progress[2]));
        sampler.Load(section.Section("sampler"));
        state.Load(section.Section("kept"));
    }
}
