using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Samovar.Compute.Kernels;

namespace Samovar.Samplers;

/// <summary>The control of all steps, forward and backward, on blocks of rows: a perceptron, then the score and steps along coordinates, each through a gate.</summary>
/// <remarks>Computes what <see cref="ControlNetwork.Apply"/> traces, and its derivatives. Where variances are learned, rows of points are doubled and those of
/// scores padded with zeros, and all outputs are made alike. Learned factors of the score come on top.</remarks>
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
    private readonly float unit;

    /// <summary>Reserves memory.</summary>
    /// <param name="network">The control.</param>
    /// <param name="steps">Number of steps N.</param>
    /// <param name="unit">Unit of the points: the width of the reference.</param>
    public ControlKernel(ControlNetwork network, int steps, double unit)
    {
        this.network = network;
        this.steps = steps;
        this.unit = (float)unit;
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

    private int FirstInput => (2 * BlockFloats) + stepFloats + gates.Spare;

    private int BlockFloats => BlockTape.Rows * outputStride;

    /// <summary>A tape that fits, with room for padded points and scores, sums of all gates, the steps of one vector, and inputs with q.</summary>
    public BlockTape CreateTape() => perceptron.CreateTape(FirstInput + (BlockTape.Rows * perceptron.Dimension));

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
        perceptron.Forward(step, rows, Described(points, seen, rows, tape.Spare + FirstInput), tape);
        float* spare = tape.Spare;
        float* x = gates.ReadsPoints ? Padded(points, rows, spare, network.Outputs / dimension) : spare;
        float* score = Padded(seen, rows, spare + BlockFloats, 1);
        gates.Add(Weights(step), x, score, rows, tape.Output, spare + (2 * BlockFloats) + stepFloats);
        if (network.LearnsFactors)
        {
            AddFactors(tape.Output, score, rows);
        }

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
        float* x = gates.ReadsPoints ? Padded(points, rows, spare, network.Outputs / dimension) : spare;
        float* score = Padded(seen, rows, spare + BlockFloats, 1);
        float* sums = spare + (2 * BlockFloats);
        float* reached = sums + stepFloats;
        if (network.LearnsFactors)
        {
            PullFactors(tape.Output, score, rows);
        }

        gates.Sum(x, score, rows, tape.Output, sums, reached);
        gradients.AddGates(perceptron.Features(step), sums);
        perceptron.Backward(step, rows, Described(points, seen, rows, spare + FirstInput), tape, gradients, states);
        if (states)
        {
            ClearParts(tape.States, rows);
            gates.AddDerivative(Weights(step), x, rows, tape.Output, tape.States, reached);
            FoldParts(tape.States, rows);
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

    /// <summary>What is not a derivative by x: that by q, and what was left before.</summary>
    private void ClearParts(float* states, int rows)
    {
        for (int row = 0; row < rows; row++)
        {
            new Span<float>(states + (row * outputStride) + dimension, outputStride - dimension).Clear();
        }
    }

    /// <summary>Every part of the outputs has steps along the same coordinates.</summary>
    private void FoldParts(float* states, int rows)
    {
        for (int row = 0; row < rows; row++, states += outputStride)
        {
            for (int part = dimension; part < network.Outputs; part += dimension)
            {
                for (int column = 0; column < dimension; column++)
                {
                    states[column] += states[part + column];
                }
            }
        }
    }

    /// <summary>u += v · score.</summary>
    private void AddFactors(float* outputs, float* score, int rows)
    {
        for (int row = 0; row < rows; row++, outputs += outputStride, score += outputStride)
        {
            float* factors = outputs + network.FirstFactor;
            int column = 0;
            for (; column + Vector512<float>.Count <= dimension; column += Vector512<float>.Count)
            {
                Vector512.FusedMultiplyAdd(Vector512.Load(factors + column), Vector512.Load(score + column), Vector512.Load(outputs + column)).Store(outputs + column);
            }

            for (; column < dimension; column++)
            {
                outputs[column] = MathF.FusedMultiplyAdd(factors[column], score[column], outputs[column]);
            }
        }
    }

    /// <summary>dL/dv = dL/du · score.</summary>
    private void PullFactors(float* cotangents, float* score, int rows)
    {
        for (int row = 0; row < rows; row++, cotangents += outputStride, score += outputStride)
        {
            float* factors = cotangents + network.FirstFactor;
            int column = 0;
            for (; column + Vector512<float>.Count <= dimension; column += Vector512<float>.Count)
            {
                (Vector512.Load(cotangents + column) * Vector512.Load(score + column)).Store(factors + column);
            }

            for (; column < dimension; column++)
            {
                factors[column] = cotangents[column] * score[column];
            }
        }
    }

    /// <summary>Points as they lie, or with q behind every row.</summary>
    private float* Described(float* points, float* seen, int rows, float* described)
    {
        if (!network.LearnsFactors)
        {
            return points;
        }

        Copy(points, dimension, described, dimension + 1, rows);
        for (int row = 0; row < rows; row++)
        {
            // The perceptron divides all of them by the unit.
            described[(row * (dimension + 1)) + dimension] = unit * ControlNetwork.Tempering(new ReadOnlySpan<float>(seen + (row * dimension), dimension));
        }

        return described;
    }

    /// <summary>Rows as they lie if they are as long as outputs, else copies whose padding is zero, of each row as often as is wanted.</summary>
    private float* Padded(float* source, int rows, float* copy, int times)
    {
        if (dimension == outputStride)
        {
            return source;
        }

        for (int time = 0; time < times; time++)
        {
            Copy(source, dimension, copy + (time * dimension), outputStride, rows);
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
