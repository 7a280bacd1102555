using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Samovar.Compute.Graphs;
using Samovar.Compute.Kernels;
using Samovar.Compute.Randomness;
using Samovar.Runs;

namespace Samovar.Networks;

/// <summary>Moves particles by forces along the lines between them: rotations, reflections and exchanges of particles commute with it, the centre of mass stays.</summary>
/// <remarks>
/// Every unordered pair has a state, first made from its distance alone; see <see cref="PairLayer"/> for what a layer does. Forces of a pair are equal and
/// opposite because its state does not know which particle comes first, so half of the edges of an equivariant graph network (Satorras, Hoogeboom and
/// Welling, 2021, arXiv:2102.09844) are enough. Written by hand for blocks of 16 configurations: pairs are rows of matrix products, configurations are the
/// lanes of vectors wherever geometry is computed.
/// </remarks>
internal sealed unsafe class PairNetwork : ITrainable, ICheckpointed
{
    private const int Lanes = PairGeometry.Lanes;

    private readonly PackedPair input;
    private readonly Parameter inputLevel;
    private readonly PairLayer[] layers;
    private readonly int[] firstOf;

    public PairNetwork(PairNetworkOptions options, RandomStream random)
    {
        Options = options;
        input = new PackedPair(new Parameter("input", options.RadialFeatures, options.Width));
        inputLevel = new Parameter("input-level", options.LevelFeatures, options.Width);
        PairLayer.Start(input.Parameter, 0.6, 0, options.RadialFeatures, random);
        PairLayer.Start(inputLevel, 0.3, 1, options.LevelFeatures, random);
        layers = [.. Enumerable.Range(0, options.Layers).Select(index => new PairLayer(index, options, random))];
        Parameters = [input.Parameter, inputLevel, .. layers.SelectMany(layer => layer.Parameters)];
        firstOf = [.. Enumerable.Range(0, options.Layers).Select(index => 2 + layers[..index].Sum(layer => layer.Parameters.Count))];
    }

    public PairNetworkOptions Options { get; }

    public IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>Takes over the present weights; before the first block after every change.</summary>
    public void Pack()
    {
        input.Pack();
        foreach (PairLayer layer in layers)
        {
            layer.Pack();
        }
    }

    /// <summary>From the positions before the first layer and the level features to the output.</summary>
    public void Forward(PairTape tape)
    {
        int rows = Options.Pairs * Lanes;
        int stride = Options.Width + Options.RadialFeatures;
        Measure(tape, 0);
        float* states = tape.Layers[0].Inputs;
        input.Apply(rows, states + Options.Width, stride, states, stride, accumulate: false);
        MatrixProduct.MultiplyUnpacked(
            Lanes, Options.Width, Options.LevelFeatures, tape.Level, tape.LevelStride, 1, inputLevel.Memory.Pointer, inputLevel.Stride,
            tape.LevelShift, Options.Width, accumulate: false);
        ShiftStates(states, stride, tape.LevelShift);
        for (int index = 0; index < layers.Length; index++)
        {
            if (index > 0)
            {
                Measure(tape, index);
            }

            layers[index].Forward(tape, tape.Layers[index], index + 1 < layers.Length ? tape.Layers[index + 1] : null);
        }
    }

    /// <summary>Adds the derivatives of Σ cotangent · output by the parameters. The tape is used up.</summary>
    /// <param name="tape">After <see cref="Forward"/>, with cotangents of the output.</param>
    /// <param name="gradients">[parameters] sums, laid out like the parameters.</param>
    public void Backward(PairTape tape, AlignedMemory[] gradients)
    {
        for (int index = layers.Length - 1; index >= 0; index--)
        {
            ReadOnlySpan<AlignedMemory> own = gradients.AsSpan(firstOf[index], layers[index].Parameters.Count);
            layers[index].Backward(tape, tape.Layers[index], own, positions: index > 0);
        }

        int width = Options.Width;
        int rows = Options.Pairs * Lanes;
        int stride = width + Options.RadialFeatures;
        MatrixProduct.MultiplyUnpacked(
            Options.RadialFeatures, width, rows, tape.Layers[0].Inputs + width, 1, stride, tape.StateCotangents, width,
            gradients[0].Pointer, width, accumulate: true);
        SumOverPairs(tape.StateCotangents, tape.LevelShift);
        MatrixProduct.MultiplyUnpacked(
            Options.LevelFeatures, width, Lanes, tape.Level, 1, tape.LevelStride, tape.LevelShift, width, gradients[1].Pointer, width, accumulate: true);
    }

    public void Save(CheckpointSection section) => ParameterStore.Save(Parameters, section);

    public void Load(CheckpointSection section) => ParameterStore.Load(Parameters, section);

    private void Measure(PairTape tape, int index)
    {
        PairLayerTape own = tape.Layers[index];
        tape.Geometry.Measure(own.Positions, own.Differences, own.Distances, own.Nearness);
        tape.Geometry.Describe(own.Distances, own.Inputs + Options.Width, Options.Width + Options.RadialFeatures);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ShiftStates(float* states, int stride, float* shift)
    {
        for (int pair = 0; pair < Options.Pairs; pair++)
        {
            float* here = shift;
            for (int lane = 0; lane < Lanes; lane++, states += stride)
            {
                for (int column = 0; column < Options.Width; column += Lanes, here += Lanes)
                {
                    (Vector512.Load(states + column) + Vector512.Load(here)).Store(states + column);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SumOverPairs(float* states, float* sums)
    {
        int block = Lanes * Options.Width;
        for (int place = 0; place < block; place += Lanes)
        {
            Vector512<float> sum = default;
            for (int pair = 0; pair < Options.Pairs; pair++)
            {
                sum += Vector512.Load(states + (pair * block) + place);
            }

            sum.Store(sums + place);
        }
    }
}
