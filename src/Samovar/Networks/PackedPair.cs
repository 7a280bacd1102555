using Samovar.Compute.Graphs;
using Samovar.Compute.Kernels;

namespace Samovar.Networks;

/// <summary>A matrix packed for products with it and with its transpose.</summary>
/// <param name="parameter">The matrix, with a multiple of 16 columns and rows.</param>
internal sealed unsafe class PackedPair(Parameter parameter)
{
    private readonly AlignedMemory forward = new(MatrixProduct.PackedLength(parameter.Rows, parameter.Columns) + 64);
    private readonly AlignedMemory backward = new(MatrixProduct.PackedLength(parameter.Columns, parameter.Rows) + 64);

    public Parameter Parameter { get; } = parameter;

    /// <summary>Takes over the present values.</summary>
    public void Pack()
    {
        MatrixProduct.Pack(Parameter.Rows, Parameter.Columns, Parameter.Memory.Pointer, Parameter.Stride, 1, forward.Pointer);
        MatrixProduct.Pack(Parameter.Columns, Parameter.Rows, Parameter.Memory.Pointer, 1, Parameter.Stride, backward.Pointer);
    }

    /// <summary>product = or += left · matrix.</summary>
    public void Apply(int rows, float* left, int leftStride, float* product, int stride, bool accumulate) =>
        MatrixProduct.MultiplyPacked(rows, Parameter.Columns, Parameter.Rows, left, leftStride, 1, forward.Pointer, product, stride, accumulate);

    /// <summary>product = left · matrixᵀ.</summary>
    public void ApplyTransposed(int rows, float* left, int leftStride, float* product, int stride) =>
        MatrixProduct.MultiplyPacked(rows, Parameter.Rows, Parameter.Columns, left, leftStride, 1, backward.Pointer, product, stride, accumulate: false);
}
