using Samovar.Compute.Kernels;

namespace Samovar.Samplers;

/// <summary>What one worker remembers of a block of rows between the way forward through a <see cref="TimedPerceptron"/> and the way back.</summary>
/// <remarks>All values are [rows × stride] with strides of whole vectors; the padding stays zero.</remarks>
internal sealed unsafe class BlockTape
{
    /// <summary>Rows of one block: enough for the matrix kernels, few enough for the cache and for many blocks of a usual batch.</summary>
    public const int Rows = 32;

    private readonly int layers;
    private readonly int firstKept;
    private readonly int layerFloats;
    private readonly AlignedMemory derivatives;
    private readonly AlignedMemory hidden;
    private readonly AlignedMemory output;
    private readonly AlignedMemory states;
    private readonly AlignedMemory spare;
    private readonly AlignedMemory[] cotangents;
    private float* kept;

    public BlockTape(int layers, int firstKept, int hiddenStride, int outputStride, long spareFloats)
    {
        (this.layers, this.firstKept) = (layers, firstKept);
        layerFloats = Rows * hiddenStride;
        derivatives = new AlignedMemory((long)layers * layerFloats);
        hidden = new AlignedMemory((long)layers * layerFloats);
        cotangents = [new AlignedMemory(layerFloats), new AlignedMemory(layerFloats)];
        output = new AlignedMemory(Rows * outputStride);
        states = new AlignedMemory(Rows * outputStride);
        spare = new AlignedMemory(spareFloats);
        Sums = new AlignedMemory(Math.Max(hiddenStride, outputStride));
    }

    /// <summary>The network's output m after the way forward; dL/dm before the way back.</summary>
    public float* Output => output.Pointer;

    /// <summary>dL/dx by way of m, after the way back.</summary>
    public float* States => states.Pointer;

    /// <summary>Working memory of whoever asked for it; zero at birth.</summary>
    public float* Spare => spare.Pointer;

    /// <summary>Room for the sums over the rows of one value.</summary>
    public AlignedMemory Sums { get; }

    /// <summary>Whether the way forward leaves what enters a nonlinearity, and the way back finds it there.</summary>
    public bool IsKept(int layer) => kept is not null && layer >= firstKept;

    /// <summary>Chooses where to keep what enters the nonlinearities of the step that comes next.</summary>
    /// <param name="place"><see cref="TimedPerceptron.KeptFloats"/> floats of the caller; null computes it again on the way back.</param>
    public void Keep(float* place) => kept = place;

    /// <summary>Where a layer of the step before or after is kept if it lies beside this one: an address to fetch from, which nobody may read otherwise.</summary>
    /// <param name="direction">1 for the step after, −1 for the step before.</param>
    /// <param name="place">Which of the layers that are kept, from 0; two are as much as one product of hidden layers fetches.</param>
    /// <returns>Null where this step is not kept.</returns>
    public float* Beside(int direction, int place) =>
        kept is null || place < 0 ? null : kept + (((direction * (layers - firstKept)) + (2 * place)) * layerFloats);

    /// <summary>Before the nonlinearity of a layer.</summary>
    public float* Before(int layer) => IsKept(layer) ? kept + ((layer - firstKept) * layerFloats) : Derivative(layer);

    /// <summary>Derivative of the nonlinearity of a layer.</summary>
    public float* Derivative(int layer) => derivatives.Pointer + (layer * layerFloats);

    /// <summary>After the nonlinearity of a layer.</summary>
    public float* Hidden(int layer) => hidden.Pointer + (layer * layerFloats);

    /// <summary>Cotangents of a layer; neighbours have memory of their own.</summary>
    public float* Cotangent(int layer) => cotangents[layer % 2].Pointer;
}
