using System.Runtime.Intrinsics;
using Samovar.Compute.Kernels;

namespace Samovar.Samplers;

/// <summary>The part of a control that acts along single coordinates: Σ c · tanh(4 (x/width − place)), forward and backward on blocks of rows.</summary>
/// <param name="places">Number of places in use; none for a plain network.</param>
/// <param name="dimension">Number of coordinates d.</param>
/// <param name="stride">Floats from row to row of weights, cotangents and derivatives.</param>
/// <param name="inverseWidth">1 over the unit of the points.</param>
internal sealed unsafe class CoordinateSteps(int places, int dimension, int stride, float inverseWidth)
{
    private readonly float scale = ControlNetwork.Steepness * inverseWidth;

    /// <summary>Computes the steps at all places.</summary>
    /// <param name="points">[rows, d] x.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="tape">Receives them.</param>
    public void Evaluate(float* points, int rows, BlockTape tape)
    {
        int count = rows * dimension;
        for (int place = 0; place < places; place++)
        {
            float* steps = tape.Steps(place);
            Vector512<float> shift = Vector512.Create(-ControlNetwork.Steepness * ControlNetwork.Places[place]);
            int index = 0;
            for (; index + Vector512<float>.Count <= count; index += Vector512<float>.Count)
            {
                VectorMath.Tanh(Vector512.FusedMultiplyAdd(Vector512.Create(scale), Vector512.Load(points + index), shift)).Store(steps + index);
            }

            for (; index < count; index++)
            {
                steps[index] = VectorMath.Tanh(Vector512.Create(MathF.FusedMultiplyAdd(scale, points[index], shift[0])))[0];
            }
        }
    }

    /// <summary>Adds the steps, each with its weight, to the controls.</summary>
    /// <param name="tape">Holds the steps.</param>
    /// <param name="weights">[places × stride] c of this time.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="controls">[rows, d] added to.</param>
    public void Add(BlockTape tape, float* weights, int rows, float* controls)
    {
        for (int place = 0; place < places; place++, weights += stride)
        {
            float* steps = tape.Steps(place);
            for (int row = 0; row < rows; row++)
            {
                AddRow(weights, steps + (row * dimension), controls + (row * dimension));
            }
        }
    }

    /// <summary>Adds the derivative by the points: c · cotangent · 4/width · (1 − step²).</summary>
    /// <param name="tape">Holds the steps.</param>
    /// <param name="weights">[places × stride] c of this time.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="cotangents">[rows × stride] dL/du.</param>
    /// <param name="derivatives">[rows × stride] added to.</param>
    public void AddDerivative(BlockTape tape, float* weights, int rows, float* cotangents, float* derivatives)
    {
        for (int place = 0; place < places; place++, weights += stride)
        {
            float* step = tape.Steps(place);
            for (int row = 0; row < rows; row++, step += dimension)
            {
                AddRowDerivative(weights, step, cotangents + (row * stride), derivatives + (row * stride));
            }
        }
    }

    private void AddRowDerivative(float* weights, float* step, float* cotangent, float* derivative)
    {
        int column = 0;
        for (; column + Vector512<float>.Count <= dimension; column += Vector512<float>.Count)
        {
            Vector512<float> value = Vector512.Load(step + column);
            Vector512<float> slope = scale * Vector512.FusedMultiplyAdd(-value, value, Vector512<float>.One);
            Vector512<float> weighted = Vector512.Load(weights + column) * Vector512.Load(cotangent + column);
            Vector512.FusedMultiplyAdd(weighted, slope, Vector512.Load(derivative + column)).Store(derivative + column);
        }

        for (; column < dimension; column++)
        {
            derivative[column] += weights[column] * cotangent[column] * scale * (1 - (step[column] * step[column]));
        }
    }

    private void AddRow(float* weights, float* steps, float* control)
    {
        int column = 0;
        for (; column + Vector512<float>.Count <= dimension; column += Vector512<float>.Count)
        {
            Vector512.FusedMultiplyAdd(Vector512.Load(weights + column), Vector512.Load(steps + column), Vector512.Load(control + column)).Store(control + column);
        }

        for (; column < dimension; column++)
        {
            control[column] = MathF.FusedMultiplyAdd(weights[column], steps[column], control[column]);
        }
    }
}
