using System.Runtime.Intrinsics;
using Samovar.Compute.Graphs;
using Samovar.Compute.Kernels;
using Samovar.Networks;

namespace Samovar.Samplers;

/// <summary>A perceptron of position and time at all steps, forward and backward, on blocks of rows that stay in the cache.</summary>
/// <remarks>
/// Computes what <see cref="Mlp.Apply"/> traces, and its derivatives. Time is the same for all rows of a step, so its part of the first layer is a shift,
/// made once for each step after every change of the weights. Matrices are packed then, too.
/// </remarks>
internal sealed unsafe class TimedPerceptron
{
    /// <summary>The most coordinates whose first layer is multiplied anew on the way back.</summary>
    private const int FewCoordinates = 16;

    private readonly Mlp network;
    private readonly IReadOnlyList<Parameter> parameters;
    private readonly float inverseUnit;
    private readonly int steps;
    private readonly int dimension;
    private readonly int layers;
    private readonly int width;
    private readonly int outputs;
    private readonly int hiddenStride;
    private readonly int firstKept;
    private readonly AlignedMemory features;
    private readonly AlignedMemory shifts;
    private readonly AlignedMemory noShift;
    private readonly AlignedMemory positionWeights;
    private readonly AlignedMemory[] seen;
    private readonly AlignedMemory[] forward;
    private readonly AlignedMemory[] backward;

    /// <summary>Reserves memory.</summary>
    /// <param name="network">Of d coordinates and the features of time.</param>
    /// <param name="steps">Number of steps N.</param>
    /// <param name="unit">Unit of the points: the width of the reference.</param>
    public TimedPerceptron(Mlp network, int steps, double unit)
    {
        this.network = network;
        parameters = network.Parameters;
        this.steps = steps;
        inverseUnit = (float)(1 / unit);
        IReadOnlyList<Parameter> weights = network.Weights;
        dimension = weights[0].Rows - ControlNetwork.TimeFeatures;
        layers = weights.Count - 1;
        width = weights[0].Columns;
        hiddenStride = weights[0].Stride;
        OutputStride = weights[layers].Stride;
        // Products with few columns are faster in whole vectors, whose padding is zero, when there are no more rows than a block has.
        outputs = weights[layers].Columns <= 4 ? OutputStride : weights[layers].Columns;
        // A few coordinates are multiplied anew faster than their products come back from memory.
        firstKept = dimension <= FewCoordinates ? 1 : 0;
        features = new AlignedMemory(steps * ControlNetwork.TimeFeatures);
        shifts = new AlignedMemory((long)steps * hiddenStride);
        noShift = new AlignedMemory(hiddenStride);
        positionWeights = new AlignedMemory((long)dimension * hiddenStride);
        seen = [.. parameters.Select(parameter => new AlignedMemory(parameter.Memory.Length))];
        forward = [.. Enumerable.Range(0, layers + 1).Select(layer => Packed(Inner(layer), Outer(layer)))];
        backward = [.. Enumerable.Range(0, layers + 1).Select(layer => Packed(weights[layer].Columns, Inner(layer)))];
        for (int step = 0; step < steps; step++)
        {
            ControlNetwork.FillTime((double)step / steps, features.Span.Slice(step * ControlNetwork.TimeFeatures, ControlNetwork.TimeFeatures));
        }
    }

    /// <summary>Number of coordinates d.</summary>
    public int Dimension => dimension;

    /// <summary>Floats from row to row of outputs.</summary>
    public int OutputStride { get; }

    /// <summary>Floats that <see cref="BlockTape.Keep"/> needs for one step of a block; 0 where nothing is worth keeping.</summary>
    public int KeptFloats => (layers - firstKept) * BlockTape.Rows * hiddenStride;

    /// <summary>How many steps of a block fit in so many floats.</summary>
    public long KeptSteps(long floats) => KeptFloats == 0 ? 0 : floats / KeptFloats;

    /// <summary>Counts the changes of the weights.</summary>
    public int Version { get; private set; }

    /// <summary>The bias of the outputs, which <see cref="Forward"/> leaves to the caller.</summary>
    public float* OutputBias => network.Biases[layers].Memory.Pointer;

    /// <summary>A tape that fits.</summary>
    /// <param name="spareFloats">Floats of working memory for the caller.</param>
    public BlockTape CreateTape(long spareFloats = 0) => new(layers, firstKept, hiddenStride, OutputStride, spareFloats);

    /// <summary>Features of the time of a step.</summary>
    public ReadOnlySpan<float> Features(int step) => features.Span.Slice(step * ControlNetwork.TimeFeatures, ControlNetwork.TimeFeatures);

    /// <summary>Takes over the present weights, if they changed.</summary>
    public void Prepare()
    {
        if (Version > 0 && IsCurrent())
        {
            return;
        }

        Version++;
        for (int index = 0; index < seen.Length; index++)
        {
            parameters[index].Memory.Span.CopyTo(seen[index].Span);
        }

        Pack();
        for (int step = 0; step < steps; step++)
        {
            float* shift = Shift(0, step);
            Combine(Features(step), network.Weights[0].Memory.Pointer + ((long)dimension * hiddenStride), hiddenStride, shift);
            for (int column = 0; column < hiddenStride; column += Vector512<float>.Count)
            {
                (Vector512.Load(shift + column) + Vector512.Load(network.Biases[0].Memory.Pointer + column)).Store(shift + column);
            }
        }
    }

    /// <summary>The outputs for some rows of one step, without their bias.</summary>
    /// <param name="step">0 to N − 1.</param>
    /// <param name="rows">At most <see cref="BlockTape.Rows"/>.</param>
    /// <param name="points">[rows, d] x.</param>
    /// <param name="tape">Receives the outputs in <see cref="BlockTape.Output"/>, and what the way back needs where it keeps it.</param>
    public void Forward(int step, int rows, float* points, BlockTape tape)
    {
        for (int layer = 0; layer < layers; layer++)
        {
            float* before = tape.Before(layer);
            Multiply(layer, rows, points, tape, before, tape.Beside(1, layer - 1));
            network.Activation.Apply(before, before, rows, hiddenStride, Shift(layer, step), tape.Hidden(layer), derivative: false);
        }

        MatrixProduct.MultiplyPacked(
            rows, outputs, width, tape.Hidden(layers - 1), hiddenStride, 1, forward[layers].Pointer, tape.Output, OutputStride, accumulate: false);
    }

    /// <summary>Adds the derivatives of Σ c · output by the weights, and computes that by the points if it is wanted.</summary>
    /// <param name="step">0 to N − 1.</param>
    /// <param name="rows">At most <see cref="BlockTape.Rows"/>.</param>
    /// <param name="points">[rows, d] x.</param>
    /// <param name="tape">c on entry, in <see cref="BlockTape.Output"/>, padding zero; the derivative by x on return, in <see cref="BlockTape.States"/>.</param>
    /// <param name="gradients">Added to.</param>
    /// <param name="states">Whether the derivative by x is wanted.</param>
    public void Backward(int step, int rows, float* points, BlockTape tape, BlockGradients gradients, bool states)
    {
        Activate(step, rows, points, tape);
        float* cotangent = tape.Output;
        float* sums = tape.Sums.Pointer;
        ColumnSums.Block(cotangent, rows, OutputStride, OutputStride, sums);
        gradients.AddBias(layers, tape.Sums.Span[..OutputStride]);
        int stride = OutputStride;
        for (int layer = layers; layer > 0; layer--)
        {
            gradients.AddWeight(layer, tape.Hidden(layer - 1), hiddenStride, width, cotangent, rows);
            float* below = tape.Cotangent(layer - 1);
            MultiplyBack(layer, rows, cotangent, stride, below, hiddenStride, tape.Beside(-1, layer - 1));
            GatedSum.Apply(below, tape.Derivative(layer - 1), rows, hiddenStride, sums);
            gradients.AddBias(layer - 1, tape.Sums.Span[..hiddenStride]);
            cotangent = below;
            stride = hiddenStride;
        }

        gradients.AddTime(Features(step), sums);
        gradients.AddWeight(0, points, dimension, dimension, cotangent, rows);
        if (states)
        {
            MultiplyBack(0, rows, cotangent, hiddenStride, tape.States, OutputStride, null);
        }
    }

    /// <summary>What the features of a time make of the rows of a matrix: Σ feature · row.</summary>
    /// <param name="features">Of the time.</param>
    /// <param name="matrix">[features × stride].</param>
    /// <param name="stride">Floats from row to row, a multiple of 16.</param>
    /// <param name="sum">[stride] overwritten.</param>
    public static void Combine(ReadOnlySpan<float> features, float* matrix, int stride, float* sum)
    {
        for (int column = 0; column < stride; column += Vector512<float>.Count)
        {
            Vector512<float> total = default;
            for (int index = 0; index < features.Length; index++)
            {
                total = Vector512.FusedMultiplyAdd(Vector512.Create(features[index]), Vector512.Load(matrix + (index * stride) + column), total);
            }

            total.Store(sum + column);
        }
    }

    /// <summary>Values and derivatives of all nonlinearities, from what the tape kept on the way forward or else computed again: the bits are the same.</summary>
    private void Activate(int step, int rows, float* points, BlockTape tape)
    {
        for (int layer = 0; layer < layers; layer++)
        {
            float* before = tape.Before(layer);
            bool kept = tape.IsKept(layer);
            if (!kept)
            {
                Multiply(layer, rows, points, tape, before, null);
            }

            float* shift = kept ? noShift.Pointer : Shift(layer, step);
            network.Activation.Apply(before, tape.Derivative(layer), rows, hiddenStride, shift, tape.Hidden(layer), derivative: true);
        }
    }

    private float* Shift(int layer, int step) => layer == 0 ? shifts.Pointer + ((long)step * hiddenStride) : network.Biases[layer].Memory.Pointer;

    private void Multiply(int layer, int rows, float* points, BlockTape tape, float* product, float* next) => MatrixProduct.MultiplyPacked(
        rows, width, Inner(layer), layer == 0 ? points : tape.Hidden(layer - 1), layer == 0 ? dimension : hiddenStride, 1,
        forward[layer].Pointer, product, hiddenStride, accumulate: false, next);

    private void MultiplyBack(int layer, int rows, float* left, int leftStride, float* product, int stride, float* next) => MatrixProduct.MultiplyPacked(
        rows, Inner(layer), network.Weights[layer].Columns, left, leftStride, 1, backward[layer].Pointer, product, stride, accumulate: false, next);

    private bool IsCurrent()
    {
        bool same = true;
        for (int index = 0; index < seen.Length && same; index++)
        {
            same = parameters[index].Memory.Span.SequenceEqual(seen[index].Span);
        }

        return same;
    }

    private void Pack()
    {
        IReadOnlyList<Parameter> weights = network.Weights;
        Span<float> scaled = positionWeights.Span;
        weights[0].Memory.Span[..scaled.Length].CopyTo(scaled);
        foreach (ref float weight in scaled)
        {
            weight *= inverseUnit;
        }

        for (int layer = 0; layer <= layers; layer++)
        {
            float* matrix = layer == 0 ? positionWeights.Pointer : weights[layer].Memory.Pointer;
            int stride = weights[layer].Stride;
            MatrixProduct.Pack(Inner(layer), Outer(layer), matrix, stride, 1, forward[layer].Pointer);
            MatrixProduct.Pack(weights[layer].Columns, Inner(layer), matrix, 1, stride, backward[layer].Pointer);
        }
    }

    /// <summary>Columns of what a layer multiplies; of the first, position alone.</summary>
    private int Inner(int layer) => layer == 0 ? dimension : width;

    private int Outer(int layer) => layer == layers ? outputs : width;

    private static AlignedMemory Packed(int inner, int columns) => new(MatrixProduct.PackedLength(inner, columns) + 64);
}
