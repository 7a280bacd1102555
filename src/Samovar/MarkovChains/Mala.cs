using Samovar.Compute.Randomness;
using Samovar.Targets;

namespace Samovar.MarkovChains;

/// <summary>The Metropolis-adjusted Langevin algorithm: x' = x + h·score(x) + √(2h)·ξ, accepted with the Metropolis probability.</summary>
/// <remarks>One score evaluation per step. Source: Roberts and Tweedie, 1996, Bernoulli 2(4).</remarks>
public sealed class Mala : ITunableKernel
{
    /// <summary>Makes the kernel.</summary>
    /// <param name="stepSize">h, in squared length; positive.</param>
    public Mala(double stepSize)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(stepSize);
        StepSize = stepSize;
    }

    /// <summary>h, in squared length.</summary>
    public double StepSize { get; }

    /// <summary>0.574. Source: Roberts and Rosenthal, 1998, Journal of the Royal Statistical Society B 60(1).</summary>
    public double BestAcceptance => 0.574;

    /// <inheritdoc/>
    public ITunableKernel WithStepSize(double stepSize) => new Mala(stepSize);

    /// <inheritdoc/>
    public StepInfo Step(ITarget target, ChainState state, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(random);
        Propose(state, random);
        target.LogDensityAndScore(state.Proposal, state.ProposalLogDensity, state.ProposalScore);
        for (int row = 0; row < state.Count; row++)
        {
            state.LogRatio[row] = state.ProposalLogDensity[row] - state.LogDensity[row] + LogProposalRatio(state, row);
        }

        return state.Decide(random, state.Count);
    }

    private void Propose(ChainState state, RandomStream random)
    {
        random.FillNormal(state.Momentum.Values);
        float drift = (float)StepSize;
        float spread = (float)Math.Sqrt(2 * StepSize);
        Span<float> proposal = state.Proposal.Values;
        Span<float> position = state.Positions.Values;
        Span<float> score = state.Score.Values;
        Span<float> noise = state.Momentum.Values;
        for (int index = 0; index < proposal.Length; index++)
        {
            proposal[index] = position[index] + (drift * score[index]) + (spread * noise[index]);
        }
    }

    /// <summary>ln of the density of the way back over that of the way there.</summary>
    private double LogProposalRatio(ChainState state, int row)
    {
        Span<float> from = state.Positions.Row(row);
        Span<float> to = state.Proposal.Row(row);
        Span<float> scoreFrom = state.Score.Row(row);
        Span<float> scoreTo = state.ProposalScore.Row(row);
        double there = 0;
        double back = 0;
        for (int column = 0; column < from.Length; column++)
        {
            double difference = (double)to[column] - from[column];
            double forward = difference - (StepSize * scoreFrom[column]);
            double backward = -difference - (StepSize * scoreTo[column]);
            there += forward * forward;
            back += backward * backward;
        }

        return (there - back) / (4 * StepSize);
    }
}
