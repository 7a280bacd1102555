using Samovar.Compute.Randomness;

namespace Samovar.MarkovChains;

/// <summary>The leaves that double a trajectory: their total weight, and one of them drawn in proportion to its weight.</summary>
/// <param name="levels">Most doublings.</param>
/// <param name="dimension">Number of coordinates d.</param>
internal sealed class NoUTurnSubtree(int levels, int dimension)
{
    private readonly NoUTurnCheckpoints checkpoints = new(levels, dimension);
    private int size;
    private int count;

    public NoUTurnPoint Proposal { get; set; } = new(dimension);

    /// <summary>Sum of the momenta.</summary>
    public float[] MomentumSum { get; } = NoUTurnPoint.Vector(dimension);

    /// <summary>ln Σ exp(H₀ − H).</summary>
    public double LogWeight { get; private set; }

    /// <summary>Whether a balanced subtree within has turned; then none of the leaves may be visited.</summary>
    public bool HasTurned { get; private set; }

    public bool IsComplete => count == size;

    public static double LogSum(double left, double right)
    {
        double larger = Math.Max(left, right);
        return double.IsNegativeInfinity(larger) ? larger : larger + Math.Log(Math.Exp(left - larger) + Math.Exp(right - larger));
    }

    public void Begin(int leaves)
    {
        size = leaves;
        count = 0;
        LogWeight = double.NegativeInfinity;
        HasTurned = false;
        Array.Clear(MomentumSum);
    }

    public void Add(NoUTurnPoint leaf, double logWeight, RandomStream random)
    {
        LogWeight = LogSum(LogWeight, logWeight);
        if (random.NextDouble() < Math.Exp(logWeight - LogWeight))
        {
            Proposal.MoveTo(leaf);
        }

        NoUTurnPoint.Add(1, leaf.Momentum, MomentumSum);
        HasTurned = checkpoints.Turns(count, leaf.Momentum, MomentumSum);
        count++;
    }
}
