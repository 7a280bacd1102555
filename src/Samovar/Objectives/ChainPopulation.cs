using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.MarkovChains;
using Samovar.Runs;
using Samovar.Targets;

namespace Samovar.Objectives;

/// <summary>Chains at the target that live as long as a training and move a little at every step of it.</summary>
/// <remarks>Their randomness is that of the step, so a checkpoint holds where they are and the size of their moves alone.</remarks>
/// <param name="target">The density; it is not evaluated before the first move.</param>
/// <param name="starts">[n, d] where the chains begin: draws of the target, or nearly.</param>
/// <param name="first">How they move; its step size is tuned before the first move that counts.</param>
internal sealed class ChainPopulation(ITarget target, Batch starts, ITunableKernel first) : ICheckpointed
{
    private const int TuningMoves = 100;
    private const int FirstMoves = 200;

    private ITunableKernel kernel = first;
    private ChainState? chains;

    /// <summary>Number of chains.</summary>
    public int Count => starts.Count;

    /// <summary>Whether no chain has moved.</summary>
    public bool IsNew => chains is null;

    /// <summary>Moves every chain once; the first time, tunes the moves and makes many.</summary>
    /// <param name="random">Source of randomness; advanced.</param>
    public void Move(RandomStream random)
    {
        if (chains is null)
        {
            chains = new ChainState(target, starts, random);
            kernel = StepSizeAdaptation.Tune(kernel, chains, TuningMoves);
            for (int move = 0; move < FirstMoves; move++)
            {
                chains.Step(kernel);
            }
        }

        chains.Reseed(random.Fork().State);
        chains.Step(kernel);
    }

    /// <summary>Copies where a chain is and the score there; chains have moved.</summary>
    /// <param name="chain">Which.</param>
    /// <param name="point">[d] overwritten.</param>
    /// <param name="score">[d] overwritten.</param>
    public void Copy(int chain, Span<float> point, Span<float> score) => chains!.Copy(chain, point, score);

    /// <inheritdoc/>
    public void Save(CheckpointSection section)
    {
        if (chains is not null)
        {
            section.Write("positions", chains.Positions.Values, Count);
            section.Write("scores", chains.Score.Values, Count);
            section.Write("log-densities", chains.LogDensity);
            section.Write("step-size", kernel.StepSize);
        }
    }

    /// <inheritdoc/>
    public void Load(CheckpointSection section)
    {
        Batch positions = new(Count, starts.Dimension);
        Batch scores = new(Count, starts.Dimension);
        double[] logDensities = new double[Count];
        Span<double> stepSize = stackalloc double[1];
        section.Read("positions", positions.Values);
        section.Read("scores", scores.Values);
        section.Read("log-densities", logDensities);
        section.Read("step-size", stepSize);
        (kernel, chains) = (kernel.WithStepSize(stepSize[0]), ChainState.Restore(target, positions, scores, logDensities));
    }
}
