using System.Runtime.Intrinsics;
using Samovar.Compute.Kernels;

namespace Samovar.Samplers;

/// <summary>What a control sees of scores, in its own units; a score that is not finite is shown as 0.</summary>
/// <remarks>
/// Either the score of the target, no longer than a limit. Or tempered: that of ρ/p_N, which is 0 where the target is the reference, divided by 1 + y. Around a point, with
/// variance v, a score of S noise still to come has the squared length d y (1 + y), y = S/v, and the best control is the score over 1 + y: both follow from the length alone,
/// the better the more coordinates there are. Tempered scores are never longer than √d (docs/decisions/0019).
/// </remarks>
/// <param name="dimension">Number of coordinates d.</param>
/// <param name="width">Width of the reference at the end.</param>
/// <param name="limit">Longest score shown; null for tempered ones.</param>
internal sealed unsafe class SeenScore(int dimension, double width, double? limit)
{
    private const int Lanes = BlockTape.Rows;

    /// <summary>Turns scores in lanes into what is seen, in rows.</summary>
    /// <param name="lanes">[d × lanes] scores; overwritten.</param>
    /// <param name="points">[d × lanes] where they are.</param>
    /// <param name="rows">How many lanes count.</param>
    /// <param name="unit">Unit of the control.</param>
    /// <param name="seen">[rows, d] overwritten.</param>
    /// <returns>How many were shortened to the limit or not finite.</returns>
    public int Show(Span<float> lanes, ReadOnlySpan<float> points, int rows, double unit, Span<float> seen)
    {
        float* factors = stackalloc float[Lanes];
        int changed = 0;
        fixed (float* score = lanes, point = points, target = seen)
        {
            if (limit is null)
            {
                LeaveReference(score, point);
            }

            SumSquares(score, factors);
            for (int lane = 0; lane < Lanes; lane++)
            {
                double length = unit * Math.Sqrt(float.IsFinite(factors[lane]) ? factors[lane] : Squares(score + lane));
                bool finite = double.IsFinite(length);
                changed += lane >= rows || (finite && !(length > limit)) ? 0 : 1;
                factors[lane] = (float)(unit * (limit is null ? Tempering(length) : length > limit ? limit.Value / length : 1));
                if (!finite)
                {
                    Hide(score + lane);
                    factors[lane] = 0;
                }
            }

            for (int lane = 0; lane < Lanes; lane += Vector512<float>.Count)
            {
                Vector512<float> factor = Vector512.Load(factors + lane);
                for (int column = 0; column < dimension; column++)
                {
                    float* place = score + (column * Lanes) + lane;
                    (factor * Vector512.Load(place)).Store(place);
                }
            }

            Transposition.Transpose(dimension, rows, score, Lanes, target, dimension);
        }

        return changed;
    }

    /// <summary>1/(1 + y) for √(d y (1 + y)).</summary>
    private double Tempering(double length) => 2 / (1 + Math.Sqrt(1 + (4 * length * length / dimension)));

    /// <summary>Adds x/width²: the score of ρ/p_N from that of ρ.</summary>
    private void LeaveReference(float* score, float* point)
    {
        Vector512<float> inverse = Vector512.Create((float)(1 / (width * width)));
        for (int index = 0; index < dimension * Lanes; index += Vector512<float>.Count)
        {
            Vector512.FusedMultiplyAdd(inverse, Vector512.Load(point + index), Vector512.Load(score + index)).Store(score + index);
        }
    }

    private void SumSquares(float* score, float* sums)
    {
        for (int lane = 0; lane < Lanes; lane += Vector512<float>.Count)
        {
            Vector512<float> sum = default;
            for (int column = 0; column < dimension; column++)
            {
                Vector512<float> value = Vector512.Load(score + (column * Lanes) + lane);
                sum = Vector512.FusedMultiplyAdd(value, value, sum);
            }

            sum.Store(sums + lane);
        }
    }

    /// <summary>The same of one lane in double, where floats overflow.</summary>
    private double Squares(float* score)
    {
        double sum = 0;
        for (int column = 0; column < dimension; column++)
        {
            sum += (double)score[column * Lanes] * score[column * Lanes];
        }

        return sum;
    }

    private void Hide(float* score)
    {
        for (int column = 0; column < dimension; column++)
        {
            score[column * Lanes] = 0;
        }
    }
}
