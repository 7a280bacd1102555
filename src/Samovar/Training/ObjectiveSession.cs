using Samovar.Runs;
using Samovar.Samplers;
using Samovar.Targets;

namespace Samovar.Training;

/// <summary>A training run of one objective on one sampler.</summary>
/// <typeparam name="TSampler">The kind of sampler.</typeparam>
public sealed class ObjectiveSession<TSampler> : SamplerSession<TSampler>
    where TSampler : ITrainableSampler, ICheckpointed
{
    private readonly IObjective<TSampler> objective;
    private readonly ITarget density;
    private readonly ITrainableSampler shown;

    /// <summary>Creates a session before its first step.</summary>
    /// <param name="sampler">The sampler to train.</param>
    /// <param name="objective">What to train it with.</param>
    /// <param name="target">The density to learn.</param>
    /// <param name="seed">Seed of all randomness.</param>
    /// <param name="plannedSteps">Steps of the whole schedule, at least 1.</param>
    public ObjectiveSession(TSampler sampler, IObjective<TSampler> objective, ITarget target, ulong seed, int plannedSteps)
        : base(sampler, seed, plannedSteps)
    {
        Target = target as MeteredTarget ?? new MeteredTarget(target);
        density = Target;
        shown = sampler;
        this.objective = objective;
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
        density = new WhitenedTarget(Target, whitening);
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
    protected override void Learn(TrainingStep step) => objective.Step(Trained, density, step);
}
