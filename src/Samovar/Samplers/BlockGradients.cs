using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Samovar.Compute.Graphs;
using Samovar.Compute.Kernels;
using Samovar.Networks;

namespace Samovar.Samplers;

/// <summary>Sums of gradients by the weights of a <see cref="TimedPerceptron"/>, of one chunk of work; laid out like the weights.</summary>
internal sealed unsafe class BlockGradients
{
    private readonly IReadOnlyList<Parameter> weights;
    private readonly int dimension;
    private readonly AlignedMemory[] sums;

    /// <summary>Reserves memory.</summary>
    /// <param name="network">The perceptron.</param>
    /// <param name="parameters">Its parameters, then gates where there are any.</param>
    public BlockGradients(Mlp network, IReadOnlyList<Parameter> parameters)
    {
        weights = network.Weights;
        dimension = weights[0].Rows - ControlNetwork.TimeFeatures;
        sums = [.. parameters.Select(parameter => new AlignedMemory(parameter.GradientMemory.Length))];
    }

    private int Layers => weights.Count;

    /// <summary>Back to zero.</summary>
    public void Clear()
    {
        foreach (AlignedMemory sum in sums)
        {
            sum.Span.Clear();
        }
    }

    /// <summary>Adds leftᵀ · cotangent to the gradient of a matrix; of the first, to its rows for the position.</summary>
    public void AddWeight(int layer, float* left, int leftStride, int leftColumns, float* cotangent, int rows)
    {
        Parameter weight = weights[layer];
        MatrixProduct.MultiplyUnpacked(
            leftColumns, weight.Columns, rows, left, 1, leftStride, cotangent, weight.Stride, sums[layer].Pointer, weight.Stride, accumulate: true);
    }

    /// <summary>Adds to the gradient of a bias.</summary>
    public void AddBias(int layer, ReadOnlySpan<float> sum) => Add(1, sum, sums[Layers + layer].Span);

    /// <summary>Adds to the rows for the time in the first matrix: their inputs are the same for all rows of points.</summary>
    public void AddTime(ReadOnlySpan<float> features, ReadOnlySpan<float> sum)
    {
        for (int index = 0; index < features.Length; index++)
        {
            Add(features[index], sum, sums[0].Span.Slice((dimension + index) * sum.Length, sum.Length));
        }
    }

    /// <summary>Adds features ⊗ Σ cotangent ⊙ seen to the gradient of a weight that time makes.</summary>
    /// <param name="gate">Which of <see cref="ControlNetwork.Gates"/>.</param>
    /// <param name="features">Of the time.</param>
    /// <param name="cotangents">[rows × stride], padding zero.</param>
    /// <param name="stride">Floats from row to row.</param>
    /// <param name="seen">[rows, d] what is weighted.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="sum">[stride] overwritten.</param>
    public void AddGate(int gate, ReadOnlySpan<float> features, float* cotangents, int stride, float* seen, int rows, Span<float> sum)
    {
        sum.Clear();
        for (int row = 0; row < rows; row++, cotangents += stride, seen += dimension)
        {
            int column = 0;
            for (; column + Vector512<float>.Count <= dimension; column += Vector512<float>.Count)
            {
                Span<float> part = sum[column..];
                Vector512.FusedMultiplyAdd(Vector512.Load(cotangents + column), Vector512.Load(seen + column), Vector512.Create<float>(part)).CopyTo(part);
            }

            for (; column < dimension; column++)
            {
                sum[column] = MathF.FusedMultiplyAdd(cotangents[column], seen[column], sum[column]);
            }
        }

        for (int index = 0; index < features.Length; index++)
        {
            Add(features[index], sum, sums[(2 * Layers) + gate].Span.Slice(index * stride, stride));
        }
    }

    /// <summary>Leaves the sum over all chunks, in their order, in the gradients of the parameters.</summary>
    /// <param name="parameters">The parameters, as at birth.</param>
    /// <param name="chunks">At least one.</param>
    /// <param name="unit">Unit of the points, which the network sees divided by it.</param>
    public static void Finish(IReadOnlyList<Parameter> parameters, ReadOnlySpan<BlockGradients> chunks, double unit)
    {
        for (int index = 0; index < parameters.Count; index++)
        {
            Span<float> total = parameters[index].GradientMemory.Span;
            chunks[0].sums[index].Span.CopyTo(total);
            foreach (BlockGradients chunk in chunks[1..])
            {
                Add(1, chunk.sums[index].Span, total);
            }
        }

        Parameter first = parameters[0];
        foreach (ref float value in first.GradientMemory.Span[..(chunks[0].dimension * first.Stride)])
        {
            value *= (float)(1 / unit);
        }
    }

    private static void Add(float factor, ReadOnlySpan<float> from, Span<float> to)
    {
        ReadOnlySpan<Vector512<float>> source = MemoryMarshal.Cast<float, Vector512<float>>(from);
        Span<Vector512<float>> target = MemoryMarshal.Cast<float, Vector512<float>>(to);
        Vector512<float> scale = Vector512.Create(factor);
        for (int index = 0; index < source.Length; index++)
        {
            target[index] = Vector512.FusedMultiplyAdd(scale, source[index], target[index]);
        }
    }
}
