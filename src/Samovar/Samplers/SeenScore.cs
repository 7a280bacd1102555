using System.Runtime.Intrinsics;
using Samovar.Compute.Kernels;

namespace Samovar.Samplers;

/// <summary>What a control sees of scores: in units of the reference's width, no longer than a limit; a score that is not finite is shown as 0.</summary>
/// <param name="dimension">Number of coordinates d.</param>
/// <param name="width">Unit of the points.</param>
/// <param name="limit">Longest score shown.</param>
internal sealed unsafe class SeenScore(int dimension, double width, double limit)
{
    private const int Lanes = BlockTape.Rows;

    /// <summary>Turns scores in lanes into what is seen, in rows.</summary>
    /// <param name="lanes">[d × lanes] scores; overwritten.</param>
    /// <param name="rows">How many lanes count.</param>
    /// <param name="seen">[rows, d] overwritten.</param>
    /// <returns>How many were changed.</returns>
    public int Show(Span<float> lanes, int rows, Span<float> seen)
    {
        float* factors = stackalloc float[Lanes];
        int changed = 0;
        fixed (float* score = lanes, target = seen)
        {
            SumSquares(score, factors);
            for (int lane = 0; lane < Lanes; lane++)
            {
                double length = width * Math.Sqrt(float.IsFinite(factors[lane]) ? factors[lane] : Squares(score + lane));
                bool finite = double.IsFinite(length);
                changed += lane >= rows || (finite && length <= limit) ? 0 : 1;
                factors[lane] = (float)(width * (length > limit ? limit / length : 1));
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
