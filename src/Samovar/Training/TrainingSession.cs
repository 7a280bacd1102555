using Samovar.Compute.Randomness;
using Samovar.Runs;
using Samovar.Samplers;

namespace Samovar.Training;

/// <summary>A training run between two steps: everything that a checkpoint must hold.</summary>
public abstract class TrainingSession : ICheckpointed
{
    /// <summary>Creates a session before its first step.</summary>
    /// <param name="seed">Seed of all randomness.</param>
    /// <param name="plannedSteps">Steps of the whole schedule, at least 1.</param>
    protected TrainingSession(ulong seed, int plannedSteps)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(plannedSteps, 1);
        Random = RandomStream.FromSeed(seed);
        PlannedSteps = plannedSteps;
    }

    /// <summary>The sampler in training.</summary>
    public abstract ITrainableSampler Sampler { get; }

    /// <summary>Target evaluations spent so far; none where there is no target.</summary>
    public abstract EvaluationCost Cost { get; }

    /// <summary>Steps of the whole schedule; learning rates and weights depend on the step, never on the clock.</summary>
    public int PlannedSteps { get; }

    /// <summary>Steps done.</summary>
    public int CompletedSteps { get; protected set; }

    /// <summary>Root of all randomness; step k uses Split(k), so a resumed run draws the same numbers.</summary>
    protected RandomStream Random { get; }

    /// <summary>Does one step.</summary>
    /// <returns>Null, or the phase and the quantity that stopped being finite; then the step does not count.</returns>
    public abstract (string Phase, string Quantity)? Advance();

    /// <summary>Sets the evaluations spent so far, as a checkpoint tells them.</summary>
    /// <param name="total">The evaluations of all sessions of the run until now.</param>
    public abstract void Settle(EvaluationCost total);

    /// <summary>What was recorded since the last call, averaged by name.</summary>
    public abstract IReadOnlyDictionary<string, double> TakeRecords();

    /// <summary>Makes sure that a checkpoint is loaded before the first step.</summary>
    /// <exception cref="InvalidOperationException">Steps were done already.</exception>
    protected void RequireNew()
    {
        if (CompletedSteps > 0)
        {
            throw new InvalidOperationException(
                $"This session has already done {CompletedSteps} steps; a checkpoint is loaded into a new session, before its first step.");
        }
    }

    /// <inheritdoc/>
    public abstract void Save(CheckpointSection section);

    /// <inheritdoc/>
    public abstract void Load(CheckpointSection section);
}
