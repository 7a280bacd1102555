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
    /// <param name="features">Of the time.</param>
    /// <param name="sum">[stride] over the rows of points.</param>
    public void AddTime(ReadOnlySpan<float> features, float* sum)
    {
        int stride = weights[0].Stride;
        AddOuter(features, sum, stride, sums[0].Pointer + ((long)dimension * stride));
    }

    /// <summary>Adds features ⊗ sum to the gradients of all weights that time makes.</summary>
    /// <param name="features">Of the time.</param>
    /// <param name="gateSums">[gates × stride] of cotangents times what a gate weighs, over the rows.</param>
    public void AddGates(ReadOnlySpan<float> features, float* gateSums)
    {
        int stride = weights[^1].Stride;
        for (int index = 2 * Layers; index < sums.Length; index++, gateSums += stride)
        {
            AddOuter(features, gateSums, stride, sums[index].Pointer);
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

    private static void AddOuter(ReadOnlySpan<float> features, float* sum, int stride, float* target)
    {
        for (int index = 0; index < features.Length; index++, target += stride)
        {
            Vector512<float> feature = Vector512.Create(features[index]);
            for (int column = 0; column < stride; column += Vector512<float>.Count)
            {
                Vector512.FusedMultiplyAdd(feature, Vector512.Load(sum + column), Vector512.Load(target + column)).Store(target + column);
            }
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
