using Samovar.Compute.Randomness;

namespace Samovar.MarkovChains;

/// <summary>How one transition went.</summary>
/// <param name="Acceptance">Mean of min(1, exp(H₀ − H)) over the leapfrog steps.</param>
/// <param name="Steps">Leapfrog steps, one score evaluation each.</param>
/// <param name="Depth">Completed doublings.</param>
/// <param name="IsDivergent">Whether the Hamiltonian rose past the threshold or ceased to be a number.</param>
internal readonly record struct NoUTurnTransition(double Acceptance, int Steps, int Depth, bool IsDivergent);

/// <summary>
/// One chain, as a machine that asks for one evaluation at a time, so that many chains share a block of lanes and none waits for another's longer
/// trajectory: evaluate the target at <see cref="Awaited"/>, hand the result to <see cref="Receive"/>, and so on.
/// </summary>
/// <remarks>
/// Multinomial no-U-turn sampling: trajectories double in a random direction until they turn; states within a new half are drawn by their weights,
/// and the new half is preferred to the old. Source: Betancourt, 2017, arXiv:1701.02434, appendix A; Hoffman and Gelman, 2014, arXiv:1111.4246.
/// </remarks>
internal sealed class NoUTurnChain
{
    private readonly NoUTurnOptions options;
    private readonly RandomStream random;
    private readonly int dimension;
    private readonly NoUTurnPoint left;
    private readonly NoUTurnPoint right;
    private readonly NoUTurnSubtree subtree;
    private readonly float[] momentumSum;
    private readonly float[] nothing;
    private NoUTurnPoint current;
    private NoUTurnPoint front;
    private float time;
    private bool isPlaced;
    private double startEnergy;
    private double logWeight;
    private double acceptance;
    private int steps;
    private int depth;

    public NoUTurnChain(int dimension, NoUTurnOptions options, RandomStream random)
    {
        this.options = options;
        this.random = random;
        this.dimension = dimension;
        left = new NoUTurnPoint(dimension);
        right = new NoUTurnPoint(dimension);
        current = new NoUTurnPoint(dimension);
        front = current;
        subtree = new NoUTurnSubtree(options.MaximalDepth, dimension);
        momentumSum = NoUTurnPoint.Vector(dimension);
        nothing = NoUTurnPoint.Vector(dimension);
    }

    /// <summary>Leapfrog step; to be changed between transitions only.</summary>
    public double StepSize { get; set; }

    /// <summary>[d] where the target is to be evaluated next.</summary>
    public ReadOnlySpan<float> Awaited => front.Position.AsSpan(0, dimension);

    /// <summary>[d] where <see cref="Receive"/> wants the score at <see cref="Awaited"/>.</summary>
    public Span<float> Score => front.Score.AsSpan(0, dimension);

    /// <summary>[d] where the chain is after its last transition.</summary>
    public ReadOnlySpan<float> Position => current.Position.AsSpan(0, dimension);

    /// <summary>Puts the chain somewhere; its first evaluation is of this very point.</summary>
    public void Place(ReadOnlySpan<float> position)
    {
        position.CopyTo(current.Position);
        front = current;
        isPlaced = false;
    }

    /// <summary>Takes the log-density at <see cref="Awaited"/>, with the score in its place, and goes on to the next point.</summary>
    /// <returns>The transition that this evaluation ended, if it did; then <see cref="Position"/> is the next draw, and <see cref="Begin"/> goes on.</returns>
    public NoUTurnTransition? Receive(double logDensity)
    {
        front.LogDensity = logDensity;
        if (!isPlaced)
        {
            isPlaced = true;
            Begin();
            return null;
        }

        front.Kick(0.5f * time);
        NoUTurnTransition? ended = Judge(front.Energy - startEnergy);
        if (ended is null)
        {
            Leap();
        }

        return ended;
    }

    /// <summary>Begins the next transition.</summary>
    public void Begin()
    {
        random.FillNormal(current.Momentum.AsSpan(0, dimension));
        current.Momentum.CopyTo(momentumSum, 0);
        left.CopyFrom(current);
        right.CopyFrom(current);
        startEnergy = current.Energy;
        (logWeight, acceptance, steps, depth) = (0, 0, 0, 0);
        Double();
        Leap();
    }

    /// <summary>Chooses the direction in which the trajectory grows to twice its length; the point at that end moves on.</summary>
    private void Double()
    {
        bool forwards = random.NextDouble() < 0.5;
        front = forwards ? right : left;
        time = (float)(forwards ? StepSize : -StepSize);
        subtree.Begin(1 << depth);
    }

    private void Leap()
    {
        front.Kick(0.5f * time);
        front.Drift(time);
    }

    /// <summary>Takes in the point just reached.</summary>
    private NoUTurnTransition? Judge(double rise)
    {
        steps++;
        if (!double.IsFinite(rise) || rise > options.DivergenceThreshold)
        {
            return Ended(isDivergent: true);
        }

        acceptance += Math.Exp(Math.Min(0, -rise));
        subtree.Add(front, -rise, random);
        if (subtree.HasTurned)
        {
            return Ended(isDivergent: false);
        }

        return subtree.IsComplete ? Merge() : null;
    }

    private NoUTurnTransition? Merge()
    {
        if (random.NextDouble() < Math.Exp(subtree.LogWeight - logWeight))
        {
            (current, subtree.Proposal) = (subtree.Proposal, current);
        }

        logWeight = NoUTurnSubtree.LogSum(logWeight, subtree.LogWeight);
        NoUTurnPoint.Add(1, subtree.MomentumSum, momentumSum);
        depth++;
        if (depth == options.MaximalDepth || NoUTurnCheckpoints.HasTurned(left.Momentum, right.Momentum, momentumSum, nothing))
        {
            return Ended(isDivergent: false);
        }

        Double();
        return null;
    }

    private NoUTurnTransition Ended(bool isDivergent) => new(acceptance / steps, steps, depth, isDivergent);
}
