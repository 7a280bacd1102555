using Samovar.Compute.Randomness;
using Samovar.Runs;
using Samovar.Samplers;
using Samovar.Targets;

namespace Samovar.Training;

/// <summary>A training run between two steps: everything that a checkpoint must hold.</summary>
public abstract class TrainingSession : ICheckpointed
{
    /// <summary>Creates a session before its first step.</summary>
    /// <param name="target">The density to learn.</param>
    /// <param name="seed">Seed of all randomness.</param>
    /// <param name="plannedSteps">Steps of the whole schedule, at least 1.</param>
    protected TrainingSession(ITarget target, ulong seed, int plannedSteps)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(plannedSteps, 1);
        Target = target as MeteredTarget ?? new MeteredTarget(target);
        Random = RandomStream.FromSeed(seed);
        PlannedSteps = plannedSteps;
    }

    /// <summary>The sampler in training.</summary>
    public abstract ITrainableSampler Sampler { get; }

    /// <summary>The target, counting its evaluations.</summary>
    public MeteredTarget Target { get; }

    /// <summary>Steps of the whole schedule; learning rates and weights depend on the step, never on the clock.</summary>
    public int PlannedSteps { get; }

    /// <summary>Steps done.</summary>
    public int CompletedSteps { get; protected set; }

    /// <summary>Root of all randomness; step k uses Split(k), so a resumed run draws the same numbers.</summary>
    protected RandomStream Random { get; }

    /// <summary>Does one step.</summary>
    /// <returns>Null, or the phase and the quantity that stopped being finite; then the step does not count.</returns>
    public abstract (string Phase, string Quantity)? Advance();

    /// <summary>What was recorded since the last call, averaged by name.</summary>
    public abstract IReadOnlyDictionary<string, double> TakeRecords();

    /// <inheritdoc/>
    public abstract void Save(CheckpointSection section);

    /// <inheritdoc/>
    public abstract void Load(CheckpointSection section);
}
