using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Samovar.Compute.Kernels;

namespace Samovar.Samplers;

/// <summary>The parts of a control that time weighs: bias + w · seen + Σ c · tanh(4 (x/width − place)), forward and backward on blocks of rows.</summary>
/// <remarks>
/// Rows are padded to whole vectors, whose padding is zero. tanh y = 1 − 2/(1 + exp 2y), and exp 2y of all places is one exponential times a constant of each; four
/// places share a division. The steps are accurate to 1e-6 of their range, not relative to themselves near zero, where nothing needs it.
/// </remarks>
internal sealed unsafe class ControlGates
{
    private const int Vector = 16;

    /// <summary>Beyond it tanh is ±1 to the last bit of a float, and the product of four denominators stays finite.</summary>
    private const float LargestExponential = 4.8e8f;

    private readonly int places;
    private readonly int stride;
    private readonly float slope;
    private readonly AlignedMemory factors;

    /// <summary>Prepares the places.</summary>
    /// <param name="places">Number of places in use; none for a plain network.</param>
    /// <param name="stride">Floats from row to row, a multiple of 16.</param>
    /// <param name="inverseWidth">1 over the unit of the points.</param>
    public ControlGates(int places, int stride, float inverseWidth)
    {
        (this.places, this.stride, slope) = (places, stride, ControlNetwork.Steepness * inverseWidth);
        factors = new AlignedMemory((places + 3) / 4 * 4);
        for (int place = 0; place < places; place++)
        {
            factors.Span[place] = (float)Math.Exp(-2 * ControlNetwork.Steepness * ControlNetwork.Places[place]);
        }
    }

    /// <summary>Floats of working memory.</summary>
    public int Spare => (int)factors.Length * Vector;

    /// <summary>Whether the points matter; if not, any numbers may stand for them.</summary>
    public bool ReadsPoints => places > 0;

    /// <summary>Adds what time weighs to the learned part.</summary>
    /// <param name="weights">[(2 + places) × stride] bias, w, c of one time.</param>
    /// <param name="points">[rows × stride] x.</param>
    /// <param name="seen">[rows × stride] what the control sees of the score.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="controls">[rows × stride] m on entry, u on return.</param>
    /// <param name="steps">[<see cref="Spare"/>] overwritten.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(float* weights, float* points, float* seen, int rows, float* controls, float* steps)
    {
        for (int start = 0; start < rows * stride; start += stride)
        {
            for (int column = 0; column < stride; column += Vector)
            {
                float* weight = weights + column;
                Vector512<float> control = Vector512.Load(controls + start + column) + Vector512.Load(weight);
                weight += stride;
                control = Vector512.FusedMultiplyAdd(Vector512.Load(weight), Vector512.Load(seen + start + column), control);
                Evaluate(Vector512.Load(points + start + column), steps);
                for (int place = 0; place < places; place++)
                {
                    weight += stride;
                    control = Vector512.FusedMultiplyAdd(Vector512.Load(weight), Vector512.Load(steps + (place * Vector)), control);
                }

                control.Store(controls + start + column);
            }
        }
    }

    /// <summary>Sums, over the rows, cotangents times what each gate weighs.</summary>
    /// <param name="points">[rows × stride] x.</param>
    /// <param name="seen">[rows × stride] what the control saw of the score.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="cotangents">[rows × stride] dL/du.</param>
    /// <param name="sums">[(1 + places) × stride] overwritten.</param>
    /// <param name="steps">[<see cref="Spare"/>] overwritten.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Sum(float* points, float* seen, int rows, float* cotangents, float* sums, float* steps)
    {
        for (int index = 0; index < (1 + places) * stride; index += Vector)
        {
            Vector512<float>.Zero.Store(sums + index);
        }

        for (int start = 0; start < rows * stride; start += stride)
        {
            for (int column = 0; column < stride; column += Vector)
            {
                Vector512<float> cotangent = Vector512.Load(cotangents + start + column);
                float* sum = sums + column;
                Vector512.FusedMultiplyAdd(cotangent, Vector512.Load(seen + start + column), Vector512.Load(sum)).Store(sum);
                Evaluate(Vector512.Load(points + start + column), steps);
                for (int place = 0; place < places; place++)
                {
                    sum += stride;
                    Vector512.FusedMultiplyAdd(cotangent, Vector512.Load(steps + (place * Vector)), Vector512.Load(sum)).Store(sum);
                }
            }
        }
    }

    /// <summary>Adds the derivative by the points: c · cotangent · 4/width · (1 − step²).</summary>
    /// <param name="weights">[(2 + places) × stride] bias, w, c of one time.</param>
    /// <param name="points">[rows × stride] x.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="cotangents">[rows × stride] dL/du.</param>
    /// <param name="derivatives">[rows × stride] added to.</param>
    /// <param name="steps">[<see cref="Spare"/>] overwritten.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void AddDerivative(float* weights, float* points, int rows, float* cotangents, float* derivatives, float* steps)
    {
        for (int start = 0; start < rows * stride; start += stride)
        {
            for (int column = 0; column < stride; column += Vector)
            {
                float* weight = weights + stride + column;
                Vector512<float> sum = default;
                Evaluate(Vector512.Load(points + start + column), steps);
                for (int place = 0; place < places; place++)
                {
                    weight += stride;
                    Vector512<float> step = Vector512.Load(steps + (place * Vector));
                    sum = Vector512.FusedMultiplyAdd(Vector512.Load(weight), Vector512.FusedMultiplyAdd(-step, step, Vector512<float>.One), sum);
                }

                float* derivative = derivatives + start + column;
                Vector512.FusedMultiplyAdd(slope * sum, Vector512.Load(cotangents + start + column), Vector512.Load(derivative)).Store(derivative);
            }
        }
    }

    /// <summary>The steps at all places.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Evaluate(Vector512<float> point, float* steps)
    {
        if (places == 0)
        {
            return;
        }

        // Beyond five widths every step is ±1; the native extrema hand on their second operand when that is NaN.
        Vector512<float> twice = Vector512.MaxNative(Vector512.Create(-40f), 2 * slope * point);
        Vector512<float> exponential = VectorMath.Exp(Vector512.MinNative(Vector512.Create(40f), twice));
        float* factor = factors.Pointer;
        for (int place = 0; place < places; place += 4)
        {
            Four(exponential, factor + place, steps + (place * Vector));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Four(Vector512<float> exponential, float* factors, float* steps)
    {
        Vector512<float> d0 = Denominator(exponential, factors[0]), d1 = Denominator(exponential, factors[1]);
        Vector512<float> d2 = Denominator(exponential, factors[2]), d3 = Denominator(exponential, factors[3]);
        Vector512<float> d01 = d0 * d1, d23 = d2 * d3;
        Vector512<float> twice = Vector512.Create(-2f) / (d01 * d23);
        Vector512<float> i01 = twice * d23, i23 = twice * d01;
        Vector512.FusedMultiplyAdd(i01, d1, Vector512<float>.One).Store(steps);
        Vector512.FusedMultiplyAdd(i01, d0, Vector512<float>.One).Store(steps + Vector);
        Vector512.FusedMultiplyAdd(i23, d3, Vector512<float>.One).Store(steps + (2 * Vector));
        Vector512.FusedMultiplyAdd(i23, d2, Vector512<float>.One).Store(steps + (3 * Vector));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Denominator(Vector512<float> exponential, float factor) => Vector512.MinNative(
        Vector512.Create(LargestExponential), Vector512.FusedMultiplyAdd(exponential, Vector512.Create(factor), Vector512<float>.One));
}
