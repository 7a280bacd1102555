using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Targets;

namespace Samovar.MarkovChains;

/// <summary>Where a group of chains is: all that the next step needs.</summary>
public sealed class ChainState
{
    /// <summary>Places chains and evaluates the target there.</summary>
    /// <param name="target">The density.</param>
    /// <param name="positions">[chains, d] starting points; copied.</param>
    /// <exception cref="ArgumentException">The points live in another dimension than the target.</exception>
    public ChainState(ITarget target, Batch positions)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(positions);
        if (positions.Dimension != target.Dimension)
        {
            throw new ArgumentException(
                $"Target '{target.Name}' lives in {target.Dimension} dimensions; the batch has points of {positions.Dimension}.", nameof(positions));
        }

        Positions = positions.Slice(0, positions.Count);
        LogDensity = new double[positions.Count];
        Score = new Batch(positions.Count, positions.Dimension);
        Proposal = new Batch(positions.Count, positions.Dimension);
        ProposalLogDensity = new double[positions.Count];
        ProposalScore = new Batch(positions.Count, positions.Dimension);
        Momentum = new Batch(positions.Count, positions.Dimension);
        LogRatio = new double[positions.Count];
        target.LogDensityAndScore(Positions, LogDensity, Score);
    }

    /// <summary>Number of chains.</summary>
    public int Count => Positions.Count;

    /// <summary>[chains, d] positions.</summary>
    public Batch Positions { get; }

    /// <summary>[chains] unnormalized log-densities at the positions.</summary>
    public double[] LogDensity { get; }

    /// <summary>[chains, d] scores at the positions.</summary>
    public Batch Score { get; }

    /// <summary>[chains, d] memory for proposals.</summary>
    internal Batch Proposal { get; }

    internal double[] ProposalLogDensity { get; }

    internal Batch ProposalScore { get; }

    /// <summary>[chains, d] memory for momenta or noise.</summary>
    internal Batch Momentum { get; }

    /// <summary>[chains] log of the Metropolis ratio of each proposal, written by the kernel.</summary>
    internal double[] LogRatio { get; }

    /// <summary>Accepts or rejects every proposal by its <see cref="LogRatio"/>.</summary>
    internal StepInfo Decide(RandomStream random, long evaluations)
    {
        double total = 0;
        int accepted = 0;
        int divergent = 0;
        for (int row = 0; row < Count; row++)
        {
            double uniform = random.NextDouble();
            if (double.IsNaN(LogRatio[row]) || !double.IsFinite(ProposalLogDensity[row]))
            {
                divergent++;
                continue;
            }

            double probability = Math.Exp(Math.Min(0, LogRatio[row]));
            total += probability;
            if (uniform < probability)
            {
                accepted++;
                Proposal.Row(row).CopyTo(Positions.Row(row));
                ProposalScore.Row(row).CopyTo(Score.Row(row));
                LogDensity[row] = ProposalLogDensity[row];
            }
        }

        return new StepInfo(Count == 0 ? 0 : total / Count, accepted, divergent, evaluations);
    }
}
