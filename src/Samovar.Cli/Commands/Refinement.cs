using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.MarkovChains;
using Samovar.Targets;

namespace Samovar.Cli.Commands;

/// <summary>Draws after some Metropolis-adjusted Langevin steps of their own.</summary>
/// <param name="Points">[n, d] the refined draws.</param>
/// <param name="Cost">Evaluations of the target, tuning included.</param>
/// <param name="Acceptance">Mean probability of acceptance.</param>
/// <param name="StepSize">The tuned step size, in squared length.</param>
internal sealed record Refinement(Batch Points, EvaluationCost Cost, double Acceptance, double StepSize)
{
    private const int BlockSize = 4_096;
    private const int TuningChains = 1_024;
    private const int TuningSteps = 100;

    /// <summary>Moves each draw by steps that leave the target as it is, so errors of the sampler shrink and none are added.</summary>
    /// <param name="target">The density.</param>
    /// <param name="draws">[n, d] where to start; left alone.</param>
    /// <param name="steps">Number of steps, at least 1.</param>
    /// <param name="random">Source of randomness; not advanced.</param>
    internal static Refinement Of(ITarget target, Batch draws, int steps, RandomStream random)
    {
        MeteredTarget metered = new(target);
        Batch refined = draws.Slice(0, draws.Count);
        // The step size is tuned on copies: tuning steps do not leave the target as it is.
        Batch trial = draws.Slice(0, Math.Min(TuningChains, draws.Count));
        ITunableKernel first = new Mala(0.1 * Variance(trial));
        ITunableKernel kernel = StepSizeAdaptation.Tune(first, new ChainState(metered, trial, random.Named("tuning")), TuningSteps);
        RandomStream moving = random.Named("moving");
        double acceptance = 0;
        for (int start = 0; start < draws.Count; start += BlockSize)
        {
            Batch block = draws.Slice(start, Math.Min(BlockSize, draws.Count - start));
            ChainState state = new(metered, block, moving.Split(start / BlockSize));
            for (int step = 0; step < steps; step++)
            {
                acceptance += state.Step(kernel).Acceptance * block.Count / ((double)steps * draws.Count);
            }

            state.Positions.Values.CopyTo(refined.Values[(start * draws.Dimension)..]);
        }

        return new Refinement(refined, metered.Cost, acceptance, kernel.StepSize);
    }

    // The mean square of a coordinate around its own mean; only the start of the tuning depends on it.
    private static double Variance(Batch points)
    {
        double total = 0;
        for (int column = 0; column < points.Dimension; column++)
        {
            double sum = 0;
            double squares = 0;
            for (int row = 0; row < points.Count; row++)
            {
                sum += points[row, column];
                squares += (double)points[row, column] * points[row, column];
            }

            total += (squares - (sum * sum / points.Count)) / points.Count;
        }

        return Math.Max(total / points.Dimension, 1e-12);
    }
}
