using Samovar.Compute.Kernels;

namespace Samovar.Samplers;

/// <summary>What one worker remembers of a block of rows between the way forward through a <see cref="ControlKernel"/> and the way back.</summary>
/// <remarks>All values are [rows × stride] with strides of whole vectors; the padding stays zero.</remarks>
internal sealed unsafe class ControlTape
{
    /// <summary>Rows of one block: enough for the matrix kernels, few enough for the cache and for many blocks of a usual batch.</summary>
    public const int Rows = 32;

    private readonly AlignedMemory[] derivatives;
    private readonly AlignedMemory[] hidden;
    private readonly AlignedMemory output;
    private readonly AlignedMemory states;
    private readonly AlignedMemory[] steps;
    private readonly AlignedMemory[] cotangents;

    public ControlTape(int layers, int hiddenStride, int outputStride)
    {
        derivatives = [.. Enumerable.Range(0, layers).Select(_ => new AlignedMemory(Rows * hiddenStride))];
        hidden = [.. Enumerable.Range(0, layers).Select(_ => new AlignedMemory(Rows * hiddenStride))];
        cotangents = [new AlignedMemory(Rows * hiddenStride), new AlignedMemory(Rows * hiddenStride)];
        output = new AlignedMemory(Rows * outputStride);
        states = new AlignedMemory(Rows * outputStride);
        steps = [.. ControlNetwork.Places.Select(_ => new AlignedMemory(Rows * outputStride))];
        Sums = new AlignedMemory(Math.Max(hiddenStride, outputStride));
    }

    /// <summary>The network's output m after the way forward; dL/du before the way back.</summary>
    public float* Output => output.Pointer;

    /// <summary>dL/dx by way of m, after the way back.</summary>
    public float* States => states.Pointer;

    /// <summary>Steps along the coordinates at one place, [rows, d] without padding.</summary>
    public float* Steps(int place) => steps[place].Pointer;

    /// <summary>Room for the sums over the rows of one value.</summary>
    public AlignedMemory Sums { get; }

    /// <summary>Before the nonlinearity of a layer, then its derivative.</summary>
    public float* Derivative(int layer) => derivatives[layer].Pointer;

    /// <summary>After the nonlinearity of a layer.</summary>
    public float* Hidden(int layer) => hidden[layer].Pointer;

    /// <summary>Cotangents of a layer; neighbours have memory of their own.</summary>
    public float* Cotangent(int layer) => cotangents[layer % 2].Pointer;
}
