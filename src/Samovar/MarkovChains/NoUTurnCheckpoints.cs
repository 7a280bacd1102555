using System.Numerics;
using System.Runtime.Intrinsics;

namespace Samovar.MarkovChains;

/// <summary>
/// Asks every balanced subtree of a growing row of leaves whether it has turned, with memory for one leaf per level: leaf n of a row, n even, opens
/// the subtrees that begin with it, and leaf n, n odd, closes as many as n has trailing ones.
/// </summary>
/// <remarks>Source: Phan, Pradhan and Jankowiak, 2019, arXiv:1912.11554, algorithm 2.</remarks>
internal sealed class NoUTurnCheckpoints
{
    private readonly float[][] momenta;
    private readonly float[][] sums;

    public NoUTurnCheckpoints(int levels, int dimension)
    {
        momenta = [.. Enumerable.Range(0, levels).Select(_ => NoUTurnPoint.Vector(dimension))];
        sums = [.. Enumerable.Range(0, levels).Select(_ => NoUTurnPoint.Vector(dimension))];
    }

    /// <summary>
    /// Whether a trajectory has begun to come back: ρ, the sum of its momenta, points against the momentum at an end. Half of both end momenta is
    /// left out of ρ, the trapezoidal rule for the distance travelled, so that few long steps do not miss the turn.
    /// </summary>
    /// <param name="first">Momentum at one end.</param>
    /// <param name="last">Momentum at the other end.</param>
    /// <param name="sum">Sum of momenta up to and with the last.</param>
    /// <param name="before">Sum of momenta before the first.</param>
    /// <remarks>Source: Betancourt, 2017, arXiv:1701.02434, appendix A.4.2, for the unit metric.</remarks>
    public static bool HasTurned(float[] first, float[] last, float[] sum, float[] before)
    {
        Span<Vector512<float>> p = NoUTurnPoint.Wide(first);
        Span<Vector512<float>> q = NoUTurnPoint.Wide(last);
        Span<Vector512<float>> s = NoUTurnPoint.Wide(sum);
        Span<Vector512<float>> b = NoUTurnPoint.Wide(before);
        Vector512<float> atFirst = Vector512<float>.Zero;
        Vector512<float> atLast = Vector512<float>.Zero;
        for (int index = 0; index < p.Length; index++)
        {
            Vector512<float> travelled = s[index] - b[index] - (0.5f * (p[index] + q[index]));
            atFirst += p[index] * travelled;
            atLast += q[index] * travelled;
        }

        return Vector512.Sum(atFirst) <= 0 || Vector512.Sum(atLast) <= 0;
    }

    /// <summary>Takes the next leaf, and says whether a subtree that it closes has turned.</summary>
    /// <param name="leaf">Its number in the row, from 0.</param>
    /// <param name="momentum">Its momentum.</param>
    /// <param name="sum">Sum of momenta of the row, this one included.</param>
    public bool Turns(int leaf, float[] momentum, float[] sum)
    {
        int slot = BitOperations.PopCount((uint)leaf >> 1);
        if (leaf % 2 == 0)
        {
            momentum.CopyTo(momenta[slot], 0);
            sum.CopyTo(sums[slot], 0);
            NoUTurnPoint.Add(-1, momentum, sums[slot]);
            return false;
        }

        for (int closing = BitOperations.TrailingZeroCount(~leaf); closing > 0; closing--, slot--)
        {
            if (HasTurned(momenta[slot], momentum, sum, sums[slot]))
            {
                return true;
            }
        }

        return false;
    }
}
