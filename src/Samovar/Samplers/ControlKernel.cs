using System.Runtime.Intrinsics;
using Samovar.Compute.Graphs;
using Samovar.Compute.Kernels;
using Samovar.Networks;

namespace Samovar.Samplers;

/// <summary>The control of all steps, forward and backward, on blocks of rows that stay in the cache.</summary>
/// <remarks>
/// Computes what <see cref="ControlNetwork.Apply"/> traces, and its derivatives. Time is the same for all rows of a step, so its part of the first
/// layer is a shift, made once for each step after every change of the weights. Matrices are packed then, too.
/// </remarks>
internal sealed unsafe class ControlKernel
{
    private readonly ControlNetwork network;
    private readonly float inverseWidth;
    private readonly int steps;
    private readonly int dimension;
    private readonly int layers;
    private readonly int width;
    private readonly int hiddenStride;
    private readonly int outputStride;
    private readonly AlignedMemory features;
    private readonly AlignedMemory shifts;
    private readonly AlignedMemory gates;
    private readonly AlignedMemory positionWeights;
    private readonly CoordinateSteps coordinates;
    private readonly AlignedMemory[] forward;
    private readonly AlignedMemory[] backward;

    /// <summary>Reserves memory.</summary>
    /// <param name="network">The control.</param>
    /// <param name="steps">Number of steps N.</param>
    /// <param name="unit">Unit of the points: the width of the reference.</param>
    public ControlKernel(ControlNetwork network, int steps, double unit)
    {
        this.network = network;
        this.steps = steps;
        inverseWidth = (float)(1 / unit);
        dimension = network.Dimension;
        IReadOnlyList<Parameter> weights = network.Network.Weights;
        layers = weights.Count - 1;
        width = weights[0].Columns;
        hiddenStride = weights[0].Stride;
        outputStride = weights[layers].Stride;
        features = new AlignedMemory(steps * ControlNetwork.TimeFeatures);
        shifts = new AlignedMemory((long)steps * hiddenStride);
        gates = new AlignedMemory((long)steps * network.Gates.Count * outputStride);
        coordinates = new CoordinateSteps(network.Gates.Count - 1, dimension, outputStride, inverseWidth);
        positionWeights = new AlignedMemory((long)dimension * hiddenStride);
        forward = [.. Enumerable.Range(0, layers + 1).Select(layer => Packed(Inner(layer), weights[layer].Columns))];
        backward = [.. Enumerable.Range(0, layers + 1).Select(layer => Packed(weights[layer].Columns, Inner(layer)))];
        for (int step = 0; step < steps; step++)
        {
            ControlNetwork.FillTime((double)step / steps, Features(step));
        }
    }

    /// <summary>Floats from row to row of outputs.</summary>
    public int OutputStride => outputStride;

    /// <summary>A tape that fits.</summary>
    public ControlTape CreateTape() => new(layers, hiddenStride, outputStride);

    /// <summary>Takes over the present weights.</summary>
    public void Prepare()
    {
        IReadOnlyList<Parameter> weights = network.Network.Weights;
        Span<float> scaled = positionWeights.Span;
        weights[0].Memory.Span[..scaled.Length].CopyTo(scaled);
        foreach (ref float weight in scaled)
        {
            weight *= inverseWidth;
        }

        for (int layer = 0; layer <= layers; layer++)
        {
            float* matrix = layer == 0 ? positionWeights.Pointer : weights[layer].Memory.Pointer;
            int stride = weights[layer].Stride;
            MatrixProduct.Pack(Inner(layer), weights[layer].Columns, matrix, stride, 1, forward[layer].Pointer);
            MatrixProduct.Pack(weights[layer].Columns, Inner(layer), matrix, 1, stride, backward[layer].Pointer);
        }

        for (int step = 0; step < steps; step++)
        {
            Span<float> shift = shifts.Span.Slice(step * hiddenStride, width);
            network.Network.Biases[0].Row(0).CopyTo(shift);
            for (int index = 0; index < ControlNetwork.TimeFeatures; index++)
            {
                Add(Features(step)[index], weights[0].Row(dimension + index), shift);
            }

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
                Add(Features(step)[index], network.Gates[gate].Row(index), made);
            }
        }
    }

    /// <summary>[gates × output stride] weights of the score and of the steps along coordinates, at one time.</summary>
    private float* Gates(int step) => gates.Pointer + ((long)step * network.Gates.Count * outputStride);

    /// <summary>The controls u of some rows of one step.</summary>
    /// <param name="step">0 to N − 1.</param>
    /// <param name="rows">At most <see cref="ControlTape.Rows"/>.</param>
    /// <param name="points">[rows, d] x.</param>
    /// <param name="seen">[rows, d] what the control sees of the score.</param>
    /// <param name="tape">Receives what the way back needs.</param>
    /// <param name="controls">[rows, d] overwritten.</param>
    public void Forward(int step, int rows, float* points, float* seen, ControlTape tape, float* controls)
    {
        Activate(step, rows, points, tape, derivatives: false);
        Multiply(layers, rows, tape.Hidden(layers - 1), hiddenStride, tape.Output, outputStride);
        float* bias = network.Network.Biases[layers].Memory.Pointer;
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
    /// <param name="rows">At most <see cref="ControlTape.Rows"/>.</param>
    /// <param name="points">[rows, d] x.</param>
    /// <param name="seen">[rows, d] what the control saw of the score.</param>
    /// <param name="tape">c on entry, in <see cref="ControlTape.Output"/>, padding zero; the derivative by x on return, in <see cref="ControlTape.States"/>.</param>
    /// <param name="gradients">Added to.</param>
    /// <param name="states">Whether the derivative by x is wanted.</param>
    public void Backward(int step, int rows, float* points, float* seen, ControlTape tape, ControlGradients gradients, bool states)
    {
        Activate(step, rows, points, tape, derivatives: true);
        ReadOnlySpan<float> times = Features(step);
        float* cotangent = tape.Output;
        float* sums = tape.Sums.Pointer;
        gradients.AddGate(0, times, cotangent, outputStride, seen, rows, tape.Sums.Span[..outputStride]);
        coordinates.Evaluate(points, rows, tape);
        for (int gate = 1; gate < network.Gates.Count; gate++)
        {
            gradients.AddGate(gate, times, cotangent, outputStride, tape.Steps(gate - 1), rows, tape.Sums.Span[..outputStride]);
        }

        ColumnSums.Block(cotangent, rows, outputStride, outputStride, sums);
        gradients.AddBias(layers, tape.Sums.Span[..outputStride]);
        int stride = outputStride;
        for (int layer = layers; layer > 0; layer--)
        {
            gradients.AddWeight(layer, tape.Hidden(layer - 1), hiddenStride, width, cotangent, rows);
            float* below = tape.Cotangent(layer - 1);
            MultiplyBack(layer, rows, cotangent, stride, below, hiddenStride);
            GatedSum.Apply(below, tape.Derivative(layer - 1), rows, hiddenStride, sums);
            gradients.AddBias(layer - 1, tape.Sums.Span[..hiddenStride]);
            cotangent = below;
            stride = hiddenStride;
        }

        gradients.AddTime(times, tape.Sums.Span[..hiddenStride]);
        gradients.AddWeight(0, points, dimension, dimension, cotangent, rows);
        if (states)
        {
            MultiplyBack(0, rows, cotangent, hiddenStride, tape.States, outputStride);
            coordinates.AddDerivative(tape, Gates(step) + outputStride, rows, tape.Output, tape.States);
        }
    }

    private void Activate(int step, int rows, float* points, ControlTape tape, bool derivatives)
    {
        for (int layer = 0; layer < layers; layer++)
        {
            Multiply(layer, rows, layer == 0 ? points : tape.Hidden(layer - 1), layer == 0 ? dimension : hiddenStride, tape.Derivative(layer), hiddenStride);
            float* shift = layer == 0 ? shifts.Pointer + ((long)step * hiddenStride) : network.Network.Biases[layer].Memory.Pointer;
            network.Network.Activation.Apply(tape.Derivative(layer), rows, hiddenStride, shift, tape.Hidden(layer), derivatives);
        }
    }

    private void Multiply(int layer, int rows, float* left, int leftStride, float* product, int stride) => MatrixProduct.MultiplyPacked(
        rows, layer == layers ? dimension : width, Inner(layer), left, leftStride, 1, forward[layer].Pointer, product, stride, accumulate: false);

    private void MultiplyBack(int layer, int rows, float* left, int leftStride, float* product, int stride) => MatrixProduct.MultiplyPacked(
        rows, Inner(layer), layer == layers ? dimension : width, left, leftStride, 1, backward[layer].Pointer, product, stride, accumulate: false);

    /// <summary>Columns of what a layer multiplies; of the first, position alone.</summary>
    private int Inner(int layer) => layer == 0 ? dimension : width;

    private Span<float> Features(int step) => features.Span.Slice(step * ControlNetwork.TimeFeatures, ControlNetwork.TimeFeatures);

    private static AlignedMemory Packed(int inner, int columns) => new(MatrixProduct.PackedLength(inner, columns) + 64);

    private static void Add(float factor, ReadOnlySpan<float> from, Span<float> to)
    {
        for (int column = 0; column < to.Length; column++)
        {
            to[column] += factor * from[column];
        }
    }
}
