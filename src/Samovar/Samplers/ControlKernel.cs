using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Samovar.Compute.Kernels;

namespace Samovar.Samplers;

/// <summary>The control of all steps, forward and backward, on blocks of rows: a perceptron, then the score and steps along coordinates, each through a gate.</summary>
/// <remarks>Computes what <see cref="ControlNetwork.Apply"/> traces, and its derivatives. Where variances are learned, rows of points are doubled and those of
/// scores padded with zeros, and all outputs are made alike.</remarks>
internal sealed unsafe class ControlKernel
{
    private readonly ControlNetwork network;
    private readonly TimedPerceptron perceptron;
    private readonly int steps;
    private readonly int dimension;
    private readonly int outputStride;
    private readonly int stepFloats;
    private readonly AlignedMemory weights;
    private readonly ControlGates gates;

    /// <summary>Reserves memory.</summary>
    /// <param name="network">The control.</param>
    /// <param name="steps">Number of steps N.</param>
    /// <param name="unit">Unit of the points: the width of the reference.</param>
    public ControlKernel(ControlNetwork network, int steps, double unit)
    {
        this.network = network;
        this.steps = steps;
        perceptron = new TimedPerceptron(network.Network, steps, unit);
        dimension = network.Dimension;
        outputStride = perceptron.OutputStride;
        stepFloats = (1 + network.Gates.Count) * outputStride;
        weights = new AlignedMemory((long)steps * stepFloats);
        gates = new ControlGates(network.Gates.Count - 1, outputStride, (float)(1 / unit));
    }

    /// <summary>Its learned part m.</summary>
    public TimedPerceptron Perceptron => perceptron;

    /// <summary>Floats from row to row of outputs.</summary>
    public int OutputStride => outputStride;

    /// <summary>Whether it makes variances, too.</summary>
    public bool LearnsVariance => network.LearnsVariance;

    private int BlockFloats => BlockTape.Rows * outputStride;

    /// <summary>A tape that fits, with room for padded points and scores, sums of all gates, and the steps of one vector.</summary>
    public BlockTape CreateTape() => perceptron.CreateTape((2 * BlockFloats) + stepFloats + gates.Spare);

    /// <summary>Takes over the present weights.</summary>
    public void Prepare()
    {
        perceptron.Prepare();
        for (int step = 0; step < steps; step++)
        {
            PrepareStep(perceptron.Features(step), Weights(step));
        }
    }

    /// <summary>The controls u of some rows of one step.</summary>
    /// <param name="step">0 to N − 1.</param>
    /// <param name="rows">At most <see cref="BlockTape.Rows"/>.</param>
    /// <param name="points">[rows, d] x.</param>
    /// <param name="seen">[rows, d] what the control sees of the score.</param>
    /// <param name="tape">Receives what the way back needs.</param>
    /// <param name="controls">[rows, d] overwritten.</param>
    /// <param name="logVariances">[rows, d] ℓ, overwritten; null where variances are not learned.</param>
    public void Forward(int step, int rows, float* points, float* seen, BlockTape tape, float* controls, float* logVariances)
    {
        perceptron.Forward(step, rows, points, tape);
        float* spare = tape.Spare;
        float* x = gates.ReadsPoints ? Padded(points, rows, spare, network.LearnsVariance) : spare;
        float* score = Padded(seen, rows, spare + BlockFloats, twice: false);
        gates.Add(Weights(step), x, score, rows, tape.Output, spare + (2 * BlockFloats) + stepFloats);
        Copy(tape.Output, outputStride, controls, dimension, rows);
        if (network.LearnsVariance)
        {
            Copy(tape.Output + dimension, outputStride, logVariances, dimension, rows);
            ControlNetwork.ToLogVariances(new Span<float>(logVariances, rows * dimension));
        }
    }

    /// <summary>Adds the derivatives of Σ c · u by the weights, and computes that by the points if it is wanted; the score counts as constant.</summary>
    /// <param name="step">0 to N − 1.</param>
    /// <param name="rows">At most <see cref="BlockTape.Rows"/>.</param>
    /// <param name="points">[rows, d] x.</param>
    /// <param name="seen">[rows, d] what the control saw of the score.</param>
    /// <param name="tape">c on entry, in <see cref="BlockTape.Output"/>, padding zero; the derivative by x on return, in <see cref="BlockTape.States"/>.</param>
    /// <param name="gradients">Added to.</param>
    /// <param name="states">Whether the derivative by x is wanted.</param>
    public void Backward(int step, int rows, float* points, float* seen, BlockTape tape, BlockGradients gradients, bool states)
    {
        float* spare = tape.Spare;
        float* x = gates.ReadsPoints ? Padded(points, rows, spare, network.LearnsVariance) : spare;
        float* score = Padded(seen, rows, spare + BlockFloats, twice: false);
        float* sums = spare + (2 * BlockFloats);
        float* reached = sums + stepFloats;
        gates.Sum(x, score, rows, tape.Output, sums, reached);
        gradients.AddGates(perceptron.Features(step), sums);
        perceptron.Backward(step, rows, points, tape, gradients, states);
        if (states)
        {
            gates.AddDerivative(Weights(step), x, rows, tape.Output, tape.States, reached);
        }
    }

    /// <summary>[(1 + gates) × output stride] bias of the outputs, weights of the score and of the steps along coordinates, at one time.</summary>
    private float* Weights(int step) => weights.Pointer + ((long)step * stepFloats);

    private void PrepareStep(ReadOnlySpan<float> features, float* made)
    {
        for (int column = 0; column < outputStride; column += Vector512<float>.Count)
        {
            Vector512.Load(perceptron.OutputBias + column).Store(made + column);
        }

        for (int gate = 0; gate < network.Gates.Count; gate++)
        {
            made += outputStride;
            TimedPerceptron.Combine(features, network.Gates[gate].Memory.Pointer, outputStride, made);
        }
    }

    /// <summary>Rows as they lie if they are as long as outputs, else a copy whose padding is zero, or the row once more and then zero.</summary>
    private float* Padded(float* source, int rows, float* copy, bool twice)
    {
        if (dimension == outputStride)
        {
            return source;
        }

        Copy(source, dimension, copy, outputStride, rows);
        if (twice)
        {
            Copy(source, dimension, copy + dimension, outputStride, rows);
        }

        return copy;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Copy(float* source, int sourceStride, float* target, int targetStride, int rows)
    {
        for (int row = 0; row < rows; row++, source += sourceStride, target += targetStride)
        {
            int column = 0;
            for (; column + Vector512<float>.Count <= dimension; column += Vector512<float>.Count)
            {
                Vector512.Load(source + column).Store(target + column);
            }

            for (; column < dimension; column++)
            {
                target[column] = source[column];
            }
        }
    }
}
