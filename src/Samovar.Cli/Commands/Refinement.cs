using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.MarkovChains;
using Samovar.Targets;

namespace Samovar.Cli.Commands;

/// <summary>Draws after some Metropolis-adjusted Hamiltonian trajectories of their own.</summary>
/// <remarks>
/// At equal score evaluations trajectories of twenty leapfrog steps mend what is slow much sooner than Langevin steps: noise of one step walks, a momentum that lasts goes.
/// Trajectories draw the length of their steps from a wide range, so that draws in steep places, such as overlapping particles, move too. A trajectory keeps its energy, and only a new
/// momentum takes some away from a draw that has too much: so the first five are single steps.
/// </remarks>
/// <param name="Points">[n, d] the refined draws.</param>
/// <param name="Cost">Evaluations of the target to move the draws, tuning included.</param>
/// <param name="Acceptance">Mean probability of acceptance.</param>
/// <param name="StepSize">The tuned size of the longest leapfrog steps, in the units of the points.</param>
internal sealed record Refinement(Batch Points, EvaluationCost Cost, double Acceptance, double StepSize)
{
    private const int LongestTrajectory = 20;
    private const int SingleSteps = 5;
    private const double StepSpread = 2;
    private const int BlockSize = 4_096;
    private const int TuningChains = 256;
    private const int TuningMoves = 50;

    /// <summary>Number of trajectories of each draw.</summary>
    internal required int Trajectories { get; init; }

    /// <summary>Energies before and after.</summary>
    internal required EnergyChange Energies { get; init; }

    /// <summary>Moves each draw by trajectories that leave the target as it is, so errors of the sampler shrink and none are added.</summary>
    /// <param name="target">The density.</param>
    /// <param name="draws">[n, d] where to start; left alone.</param>
    /// <param name="steps">Leapfrog steps of each draw in all its trajectories together, at least 1; each costs a score evaluation.</param>
    /// <param name="random">Source of randomness; not advanced.</param>
    internal static Refinement Of(ITarget target, Batch draws, int steps, RandomStream random)
    {
        MeteredTarget metered = new(target);
        Batch refined = draws.Slice(0, draws.Count);
        int[] lengths = Lengths(steps);
        // The step size is tuned on copies: tuning steps do not leave the target as it is.
        Batch trial = draws.Slice(0, Math.Min(TuningChains, draws.Count));
        HamiltonianMonteCarlo first = Kernel(lengths.Max(), Math.Sqrt(0.2 * Variance(trial)));
        double stepSize = StepSizeAdaptation.Tune(first, new ChainState(metered, trial, random.Named("tuning")), TuningMoves).StepSize;
        RandomStream moving = random.Named("moving");
        double acceptance = 0;
        for (int start = 0; start < draws.Count; start += BlockSize)
        {
            Batch block = draws.Slice(start, Math.Min(BlockSize, draws.Count - start));
            ChainState state = new(metered, block, moving.Split(start / BlockSize));
            foreach (int length in lengths)
            {
                acceptance += state.Step(Kernel(length, stepSize)).Acceptance * block.Count / ((double)lengths.Length * draws.Count);
            }

            state.Positions.Values.CopyTo(refined.Values[(start * draws.Dimension)..]);
        }

        return new Refinement(refined, metered.Cost, acceptance, stepSize)
        {
            Trajectories = lengths.Length,
            Energies = EnergyChange.Between(target, draws, refined),
        };
    }

    /// <summary>Splits leapfrog steps into single ones and then into as few trajectories as may be, which differ by one step at most.</summary>
    private static int[] Lengths(int steps)
    {
        int single = Math.Min(steps, SingleSteps);
        int left = steps - single;
        int count = (left + LongestTrajectory - 1) / LongestTrajectory;
        return [.. Enumerable.Repeat(1, single), .. Enumerable.Range(0, count).Select(place => (left / count) + (place < left % count ? 1 : 0))];
    }

    private static HamiltonianMonteCarlo Kernel(int length, double stepSize) =>
        new(new HamiltonianOptions { LeapfrogSteps = length, StepSize = stepSize, StepSpread = StepSpread });

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
