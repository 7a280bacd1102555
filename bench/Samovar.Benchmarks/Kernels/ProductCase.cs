using System.Diagnostics;
using Samovar.Compute.Kernels;

namespace Samovar.Benchmarks.Kernels;

/// <summary>The three products of one network layer on a batch: forward, gradient of the input, gradient of the weights.</summary>
internal sealed unsafe class ProductCase : IDisposable
{
    private const int Block = 64;

    private readonly int rows;
    private readonly int inputs;
    private readonly int outputs;
    private readonly int inputStride;
    private readonly int outputStride;
    private readonly AlignedMemory input;
    private readonly AlignedMemory weights;
    private readonly AlignedMemory output;
    private readonly AlignedMemory packed;
    private readonly AlignedMemory packedTranspose;
    private readonly AlignedMemory inputGradient;
    private readonly AlignedMemory weightGradient;

    public ProductCase(int rows, int inputs, int outputs)
    {
        (this.rows, this.inputs, this.outputs) = (rows, inputs, outputs);
        inputStride = (inputs + 15) & -16;
        outputStride = (outputs + 15) & -16;
        input = Filled(rows, inputs, inputStride);
        weights = Filled(inputs, outputs, outputStride);
        output = Filled(rows, outputs, outputStride);
        packed = new AlignedMemory(MatrixProduct.PackedLength(inputs, outputs));
        packedTranspose = new AlignedMemory(MatrixProduct.PackedLength(outputs, inputs));
        inputGradient = new AlignedMemory((long)rows * inputStride);
        weightGradient = new AlignedMemory((long)inputs * outputStride);
        Pack();
        PackTranspose();
    }

    public double Operations => 2.0 * rows * inputs * outputs;

    public string Name => $"{rows}x{inputs}x{outputs}";

    /// <summary>Y = X W with W packed here and now.</summary>
    public void Forward()
    {
        Pack();
        ForwardPacked();
    }

    /// <summary>Y = X W with W packed before.</summary>
    public void ForwardPacked()
    {
        for (int row = 0; row < rows; row += Block)
        {
            MatrixProduct.MultiplyPacked(
                Math.Min(Block, rows - row), outputs, inputs, input.Pointer + (row * inputStride), inputStride, 1,
                packed.Pointer, output.Pointer + (row * outputStride), outputStride, accumulate: false);
        }
    }

    /// <summary>dX = dY Wᵀ with Wᵀ packed here and now.</summary>
    public void InputGradient()
    {
        PackTranspose();
        for (int row = 0; row < rows; row += Block)
        {
            MatrixProduct.MultiplyPacked(
                Math.Min(Block, rows - row), inputs, outputs, output.Pointer + (row * outputStride), outputStride, 1,
                packedTranspose.Pointer, inputGradient.Pointer + (row * inputStride), inputStride, accumulate: false);
        }
    }

    /// <summary>dW = Xᵀ dY, whole.</summary>
    public void WeightGradient() => MatrixProduct.MultiplyUnpacked(
        inputs, outputs, rows, input.Pointer, 1, inputStride, output.Pointer, outputStride, weightGradient.Pointer, outputStride, accumulate: false);

    /// <summary>dW in the slices of 80 rows that training uses.</summary>
    public void WeightGradientSliced()
    {
        const int slice = 80;
        for (int row = 0; row < inputs; row += slice)
        {
            MatrixProduct.MultiplyUnpacked(
                Math.Min(slice, inputs - row), outputs, rows, input.Pointer + row, 1, inputStride,
                output.Pointer, outputStride, weightGradient.Pointer + (row * outputStride), outputStride, accumulate: false);
        }
    }

    /// <summary>Packs W, for the forward product.</summary>
    public void Pack() => MatrixProduct.Pack(inputs, outputs, weights.Pointer, outputStride, 1, packed.Pointer);

    /// <summary>Packs Wᵀ, for the gradient of the input.</summary>
    public void PackTranspose() => MatrixProduct.Pack(outputs, inputs, weights.Pointer, 1, outputStride, packedTranspose.Pointer);

    /// <summary>The best of several timings, in nanoseconds.</summary>
    public static double Best(Action work, int repetitions)
    {
        double best = double.MaxValue;
        for (int i = 0; i < repetitions; i++)
        {
            long start = Stopwatch.GetTimestamp();
            work();
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalNanoseconds);
        }

        return best;
    }

    public void Dispose()
    {
        foreach (AlignedMemory memory in new[] { input, weights, output, packed, packedTranspose, inputGradient, weightGradient })
        {
            memory.Dispose();
        }
    }

    private static AlignedMemory Filled(int rows, int columns, int stride)
    {
        AlignedMemory memory = new((long)rows * stride);
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                memory.Pointer[(i * stride) + j] = (((i * 31) + (j * 17)) % 101 / 101f) - 0.5f;
            }
        }

        return memory;
    }
}
