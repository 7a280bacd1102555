using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Samovar.Compute.Graphs;
using Samovar.Compute.Kernels;
using Samovar.Compute.Randomness;

namespace Samovar.Networks;

/// <summary>One layer of a <see cref="PairNetwork"/>: reads the states of all pairs, moves the particles, updates the states.</summary>
/// <remarks>
/// nᵢ = m Σⱼ pᵢⱼ; a = [pᵢⱼ, f(rᵢⱼ)] W + (nᵢ + nⱼ) U + φ B; s = SiLU(a); xᵢ += m Σⱼ (xᵢ − xⱼ)(s·w + w₀)/(1 + rᵢⱼ); pᵢⱼ += s V, except in the last layer.
/// U acts on particles, of which there are fewer than pairs; m is <see cref="PairNetworkOptions.Share"/>.
/// </remarks>
internal sealed unsafe class PairLayer
{
    private const int Lanes = PairGeometry.Lanes;

    private readonly PairNetworkOptions options;
    private readonly int width;
    private readonly int inputs;
    private readonly PackedPair pairs;
    private readonly PackedPair nodes;
    private readonly PackedPair? update;
    private readonly Parameter level;
    private readonly Parameter gate;
    private readonly Parameter gateShift;

    public PairLayer(int index, PairNetworkOptions options, RandomStream random)
    {
        this.options = options;
        width = options.Width;
        inputs = width + options.RadialFeatures;
        double fan = 1 / Math.Sqrt(width);
        pairs = new PackedPair(new Parameter($"pair{index}", inputs, width));
        nodes = new PackedPair(new Parameter($"node{index}", width, width));
        level = new Parameter($"level{index}", options.LevelFeatures, width);
        gate = new Parameter($"gate{index}", 1, width);
        gateShift = new Parameter($"gate-shift{index}", 1, 1);
        update = index < options.Layers - 1 ? new PackedPair(new Parameter($"update{index}", width, width)) : null;
        Parameters = update is null
            ? [pairs.Parameter, nodes.Parameter, level, gate, gateShift]
            : [pairs.Parameter, nodes.Parameter, level, gate, gateShift, update.Parameter];
        Start(pairs.Parameter, fan, 0, width, random);
        Start(pairs.Parameter, 0.4, width, inputs, random);
        Start(nodes.Parameter, 0.3 * fan, 0, width, random);
        Start(level, 0.3, 1, options.LevelFeatures, random);
        Start(gate, 0.05 * fan, 0, 1, random);
        if (update is not null)
        {
            Start(update.Parameter, 0.7 * fan, 0, width, random);
        }
    }

    /// <summary>In the order of <see cref="Backward"/>'s gradients.</summary>
    public IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>Fills rows with normal numbers.</summary>
    public static void Start(Parameter parameter, double deviation, int firstRow, int endRow, RandomStream random)
    {
        for (int row = firstRow; row < endRow; row++)
        {
            random.FillNormal(parameter.Row(row));
            foreach (ref float value in parameter.Row(row))
            {
                value *= (float)deviation;
            }
        }
    }

    /// <summary>Takes over the present weights.</summary>
    public void Pack()
    {
        pairs.Pack();
        nodes.Pack();
        update?.Pack();
    }

    /// <summary>From positions and states of this layer to those of the next.</summary>
    /// <param name="tape">The block.</param>
    /// <param name="own">This layer's part of it.</param>
    /// <param name="next">The next layer's; null after the last.</param>
    public void Forward(PairTape tape, PairLayerTape own, PairLayerTape? next)
    {
        PairGeometry geometry = tape.Geometry;
        int rows = options.Pairs * Lanes;
        SumStates(geometry, own.Inputs, inputs, own.Nodes);
        Share(own.Nodes);
        nodes.Apply(options.Particles * Lanes, own.Nodes, width, tape.NodeShift, width, accumulate: false);
        MatrixProduct.MultiplyUnpacked(
            Lanes, width, options.LevelFeatures, tape.Level, tape.LevelStride, 1, level.Memory.Pointer, level.Stride, tape.LevelShift, width, accumulate: false);
        AddLevel(tape);
        pairs.Apply(rows, own.Inputs, inputs, own.Derivatives, width, accumulate: false);
        Activate(geometry, tape.NodeShift, own);
        geometry.Gate(own.Activations, gate.Memory.Pointer, gateShift.Memory.Pointer[0], own.Gates);
        geometry.Move(own.Positions, own.Differences, own.Nearness, own.Gates, next is null ? tape.Output : next.Positions);
        if (next is not null)
        {
            CopyStates(own.Inputs, next.Inputs, rows);
            update!.Apply(rows, own.Activations, width, next.Inputs, inputs, accumulate: true);
        }
    }

    /// <summary>From cotangents of positions and states after this layer to those before it, adding to the gradients.</summary>
    /// <param name="tape">The block; the cotangents of the states are not read after the last layer.</param>
    /// <param name="own">This layer's part of it.</param>
    /// <param name="gradients">[parameters] sums, laid out like the parameters.</param>
    /// <param name="positions">Whether the cotangents of the positions before this layer are wanted.</param>
    public void Backward(PairTape tape, PairLayerTape own, ReadOnlySpan<AlignedMemory> gradients, bool positions)
    {
        PairGeometry geometry = tape.Geometry;
        int rows = options.Pairs * Lanes;
        geometry.MoveBack(own, tape.Cotangents, tape.GatePulls, tape.DistancePulls);
        if (update is not null)
        {
            MatrixProduct.MultiplyUnpacked(
                width, width, rows, own.Activations, 1, width, tape.StateCotangents, width, gradients[5].Pointer, width, accumulate: true);
            update.ApplyTransposed(rows, tape.StateCotangents, width, tape.ActivationCotangents, width);
        }

        ActivateBack(tape, own, gradients[3].Pointer, gradients[4].Pointer);
        MatrixProduct.MultiplyUnpacked(
            inputs, width, rows, own.Inputs, 1, inputs, tape.ActivationCotangents, width, gradients[0].Pointer, width, accumulate: true);
        pairs.ApplyTransposed(rows, tape.ActivationCotangents, width, tape.InputCotangents, inputs);
        SumStates(geometry, tape.ActivationCotangents, width, tape.NodeShift);
        MatrixProduct.MultiplyUnpacked(
            width, width, options.Particles * Lanes, own.Nodes, 1, width, tape.NodeShift, width, gradients[1].Pointer, width, accumulate: true);
        SumLevel(tape);
        MatrixProduct.MultiplyUnpacked(
            options.LevelFeatures, width, Lanes, tape.Level, 1, tape.LevelStride, tape.LevelShift, width, gradients[2].Pointer, width, accumulate: true);
        // The shifts by the particles have been used: own.Nodes takes the cotangents of the sums, as nothing reads it any more.
        nodes.ApplyTransposed(options.Particles * Lanes, tape.NodeShift, width, own.Nodes, width);
        Share(own.Nodes);
        StatesBack(tape, own.Nodes, accumulate: update is not null);
        if (positions)
        {
            geometry.DescribeBack(own.Distances, own.Inputs + width, inputs, tape.InputCotangents + width, tape.DistancePulls);
            geometry.MeasureBack(own, tape.DistancePulls, tape.Cotangents, tape.Before);
        }
    }

    /// <summary>[n × 16, width] for each particle the sum over its pairs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SumStates(PairGeometry geometry, float* states, int stride, float* sums)
    {
        int block = Lanes * width;
        for (int place = 0; place < options.Particles * block; place += Lanes)
        {
            Vector512<float>.Zero.Store(sums + place);
        }

        foreach ((int first, int second) in geometry.Pairs)
        {
            float* one = sums + (first * block);
            float* other = sums + (second * block);
            for (int lane = 0; lane < Lanes; lane++, states += stride)
            {
                for (int column = 0; column < width; column += Lanes, one += Lanes, other += Lanes)
                {
                    Vector512<float> state = Vector512.Load(states + column);
                    (Vector512.Load(one) + state).Store(one);
                    (Vector512.Load(other) + state).Store(other);
                }
            }
        }
    }

    /// <summary>Values of particles times m.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Share(float* values)
    {
        Vector512<float> share = Vector512.Create((float)options.Share);
        for (int place = 0; place < options.Particles * Lanes * width; place += Lanes)
        {
            (share * Vector512.Load(values + place)).Store(values + place);
        }
    }

    /// <summary>Every pair has two particles, each of which brings half the shift by the level.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddLevel(PairTape tape)
    {
        int block = Lanes * width;
        for (int particle = 0; particle < options.Particles; particle++)
        {
            float* shift = tape.NodeShift + (particle * block);
            for (int place = 0; place < block; place += Lanes)
            {
                Vector512.FusedMultiplyAdd(Vector512.Create(0.5f), Vector512.Load(tape.LevelShift + place), Vector512.Load(shift + place)).Store(shift + place);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SumLevel(PairTape tape)
    {
        int block = Lanes * width;
        for (int place = 0; place < block; place += Lanes)
        {
            Vector512<float> sum = default;
            for (int particle = 0; particle < options.Particles; particle++)
            {
                sum += Vector512.Load(tape.NodeShift + (particle * block) + place);
            }

            (0.5f * sum).Store(tape.LevelShift + place);
        }
    }

    private void Activate(PairGeometry geometry, float* shifts, PairLayerTape own)
    {
        int block = Lanes * width;
        for (int pair = 0; pair < geometry.Pairs.Length; pair++)
        {
            (int first, int second) = geometry.Pairs[pair];
            SiluLayer.ApplySum(own.Derivatives + (pair * block), shifts + (first * block), shifts + (second * block), block, own.Activations + (pair * block));
        }
    }

    /// <summary>Cotangents of a from those of the new states and of c; adds to the gradients of w and w₀.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ActivateBack(PairTape tape, PairLayerTape own, float* weightGradient, float* shiftGradient)
    {
        int rows = options.Pairs * Lanes;
        float* weight = gate.Memory.Pointer;
        for (int column = 0; column < width; column += Lanes)
        {
            Vector512<float> here = Vector512.Load(weight + column);
            Vector512<float> sum = Vector512.Load(weightGradient + column);
            int place = column;
            for (int row = 0; row < rows; row++, place += width)
            {
                Vector512<float> pull = Vector512.Create(tape.GatePulls[row]);
                sum = Vector512.FusedMultiplyAdd(pull, Vector512.Load(own.Activations + place), sum);
                Vector512<float> cotangent = update is null ? pull * here
                    : Vector512.FusedMultiplyAdd(pull, here, Vector512.Load(tape.ActivationCotangents + place));
                (cotangent * Vector512.Load(own.Derivatives + place)).Store(tape.ActivationCotangents + place);
            }

            sum.Store(weightGradient + column);
        }

        Vector512<float> pulls = default;
        for (int row = 0; row < rows; row += Lanes)
        {
            pulls += Vector512.Load(tape.GatePulls + row);
        }

        shiftGradient[0] += Vector512.Sum(pulls);
    }

    /// <summary>Cotangents of the states: what went on unchanged, what entered this layer's product, and what entered the sums of both particles.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void StatesBack(PairTape tape, float* sums, bool accumulate)
    {
        int block = Lanes * width;
        float* states = tape.StateCotangents;
        float* entered = tape.InputCotangents;
        foreach ((int first, int second) in tape.Geometry.Pairs)
        {
            float* one = sums + (first * block);
            float* other = sums + (second * block);
            for (int lane = 0; lane < Lanes; lane++, entered += inputs)
            {
                for (int column = 0; column < width; column += Lanes, states += Lanes, one += Lanes, other += Lanes)
                {
                    Vector512<float> all = Vector512.Load(entered + column) + (Vector512.Load(one) + Vector512.Load(other));
                    (accumulate ? all + Vector512.Load(states) : all).Store(states);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void CopyStates(float* from, float* to, int rows)
    {
        for (int row = 0; row < rows; row++, from += inputs, to += inputs)
        {
            for (int column = 0; column < width; column += Lanes)
            {
                Vector512.Load(from + column).Store(to + column);
            }
        }
    }
}
