using System.Runtime.Intrinsics;
using Samovar.Compute.Kernels;

namespace Samovar.Samplers;

/// <summary>The control of all steps, forward and backward, on blocks of rows: a perceptron, then the score and steps along coordinates, each through a gate.</summary>
/// <remarks>Computes what <see cref="ControlNetwork.Apply"/> traces, and its derivatives.</remarks>
internal sealed unsafe class ControlKernel
{
    private readonly ControlNetwork network;
    private readonly TimedPerceptron perceptron;
    private readonly int steps;
    private readonly int dimension;
    private readonly int outputStride;
    private readonly AlignedMemory gates;
    private readonly CoordinateSteps coordinates;

    /// <summary>Reserves memory.</summary>
    /// <param name="network">The control.</param>
    /// <param name="steps">Number of steps N.</param>
    /// <param name="unit">Unit of the points: the width of the reference.</param>
    public ControlKernel(ControlNetwork network, int steps, double unit)
    {
        this.network = network;
        this.steps = steps;
        perceptron = new TimedPerceptron(network.Network, steps, unit);
        dimension = network.Dimension;
        outputStride = perceptron.OutputStride;
        gates = new AlignedMemory((long)steps * network.Gates.Count * outputStride);
        coordinates = new CoordinateSteps(network.Gates.Count - 1, dimension, outputStride, (float)(1 / unit));
    }

    /// <summary>Its learned part m.</summary>
    public TimedPerceptron Perceptron => perceptron;

    /// <summary>Floats from row to row of outputs.</summary>
    public int OutputStride => outputStride;

    /// <summary>A tape that fits.</summary>
    public BlockTape CreateTape() => perceptron.CreateTape(network.Gates.Count - 1);

    /// <summary>Takes over the present weights.</summary>
    public void Prepare()
    {
        perceptron.Prepare();
        for (int step = 0; step < steps; step++)
        {
            PrepareGates(step);
        }
    }

    private void PrepareGates(int step)
    {
        for (int gate = 0; gate < network.Gates.Count; gate++)
        {
            Span<float> made = gates.Span.Slice(((step * network.Gates.Count) + gate) * outputStride, dimension);
            made.Clear();
            for (int index = 0; index < ControlNetwork.TimeFeatures; index++)
            {
                TimedPerceptron.AddScaled(perceptron.Features(step)[index], network.Gates[gate].Row(index), made);
            }
        }
    }

    /// <summary>[gates × output stride] weights of the score and of the steps along coordinates, at one time.</summary>
    private float* Gates(int step) => gates.Pointer + ((long)step * network.Gates.Count * outputStride);

    /// <summary>The controls u of some rows of one step.</summary>
    /// <param name="step">0 to N − 1.</param>
    /// <param name="rows">At most <see cref="BlockTape.Rows"/>.</param>
    /// <param name="points">[rows, d] x.</param>
    /// <param name="seen">[rows, d] what the control sees of the score.</param>
    /// <param name="tape">Receives what the way back needs.</param>
    /// <param name="controls">[rows, d] overwritten.</param>
    public void Forward(int step, int rows, float* points, float* seen, BlockTape tape, float* controls)
    {
        perceptron.Forward(step, rows, points, tape);
        float* bias = perceptron.OutputBias;
        float* gate = Gates(step);
        float* output = tape.Output;
        float* first = controls;
        for (int row = 0; row < rows; row++, output += outputStride, seen += dimension, controls += dimension)
        {
            int column = 0;
            for (; column + Vector512<float>.Count <= dimension; column += Vector512<float>.Count)
            {
                Vector512<float> learned = Vector512.Load(output + column) + Vector512.Load(bias + column);
                Vector512.FusedMultiplyAdd(Vector512.Load(gate + column), Vector512.Load(seen + column), learned).Store(controls + column);
            }

            for (; column < dimension; column++)
            {
                controls[column] = MathF.FusedMultiplyAdd(gate[column], seen[column], output[column] + bias[column]);
            }
        }

        coordinates.Evaluate(points, rows, tape);
        coordinates.Add(tape, gate + outputStride, rows, first);
    }

    /// <summary>Adds the derivatives of Σ c · u by the weights, and computes that by the points if it is wanted; the score counts as constant.</summary>
    /// <param name="step">0 to N − 1.</param>
    /// <param name="rows">At most <see cref="BlockTape.Rows"/>.</param>
    /// <param name="points">[rows, d] x.</param>
    /// <param name="seen">[rows, d] what the control saw of the score.</param>
    /// <param name="tape">c on entry, in <see cref="BlockTape.Output"/>, padding zero; the derivative by x on return, in <see cref="BlockTape.States"/>.</param>
    /// <param name="gradients">Added to.</param>
    /// <param name="states">Whether the derivative by x is wanted.</param>
    public void Backward(int step, int rows, float* points, float* seen, BlockTape tape, BlockGradients gradients, bool states)
    {
        ReadOnlySpan<float> times = perceptron.Features(step);
        gradients.AddGate(0, times, tape.Output, outputStride, seen, rows, tape.Sums.Span[..outputStride]);
        coordinates.Evaluate(points, rows, tape);
        for (int gate = 1; gate < network.Gates.Count; gate++)
        {
            gradients.AddGate(gate, times, tape.Output, outputStride, tape.Steps(gate - 1), rows, tape.Sums.Span[..outputStride]);
        }

        perceptron.Backward(step, rows, points, tape, gradients, states);
        if (states)
        {
            coordinates.AddDerivative(tape, Gates(step) + outputStride, rows, tape.Output, tape.States);
        }
    }
}
