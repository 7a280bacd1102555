using Samovar.Compute;
using Samovar.Compute.Graphs;
using Samovar.Compute.Randomness;
using Samovar.Networks;
using Samovar.Samplers;
using Samovar.Training;
using static Samovar.Compute.Graphs.TracedMath;

namespace Samovar.Tests.Samplers;

/// <summary>The fused control against the traced one, which the compute tests hold to double precision.</summary>
public sealed unsafe class ControlKernelTests
{
    private const int Rows = 21;
    private const int Steps = 7;
    private const int Step = 3;
    private const double Unit = 1.7;

    public static TheoryData<int, int, int, Activation> Shapes => new()
    {
        { 2, 64, 3, Activation.Silu },
        { 32, 64, 3, Activation.Silu },
        { 10, 24, 1, Activation.LeakyRelu },
        { 17, 72, 2, Activation.Silu },
    };

    public static TheoryData<int> Dimensions => [2, 10, 16, 32];

    public static TheoryData<int, bool> Tempered => new() { { 2, false }, { 2, true }, { 10, true }, { 16, false }, { 17, true }, { 32, false } };

    /// <summary>Outputs beyond the controls are squashed to log-variances; both halves see the points, one the score.</summary>
    [Theory]
    [MemberData(nameof(Dimensions))]
    public void Learned_variances_are_those_of_the_traced_network(int dimension)
    {
        Case fused = new(dimension, 64, 2, Activation.Silu, learnedVariance: true);
        Batch traced = new(Rows, 2 * dimension);
        new CompiledFunction(Rows, [fused.Network.Inputs, dimension], inputs => fused.Network.Apply(inputs[0], inputs[1])).Evaluate(traced, fused.Inputs, fused.Seen);
        Batch controls = fused.Controls();

        for (int row = 0; row < Rows; row++)
        {
            float[] squashed = [.. traced.Row(row)[dimension..].ToArray().Select(output => (output > 0 ? 0.5f : 4) * MathF.Tanh(output / (output > 0 ? 0.5f : 4)))];
            Near(traced.Row(row)[..dimension], controls.Row(row), 1e-5);
            Near(squashed, fused.LogVariances.Row(row), 1e-5);
        }
    }

    [Theory]
    [MemberData(nameof(Dimensions))]
    public void Derivatives_by_the_weights_of_learned_variances_are_those_of_the_traced_network(int dimension)
    {
        Case fused = new(dimension, 64, 2, Activation.Silu, learnedVariance: true);
        fused.Differentiate(states: false);
        float[][] gradients = [.. fused.Network.Parameters.Select(parameter => parameter.GradientMemory.Span.ToArray())];
        new CompiledLoss(
            "traced", fused.Network, new Adam(fused.Network.Parameters),
            inputs => SumOverPoints(Dot(fused.Network.Apply(inputs[0], inputs[1]), inputs[2])), [fused.Inputs, fused.Seen, fused.Cotangents])
            .Evaluate([fused.Inputs, fused.Seen, fused.Cotangents]);

        for (int index = 0; index < gradients.Length; index++)
        {
            Near(fused.Network.Parameters[index].GradientMemory.Span, gradients[index], 2e-5);
        }
    }

    /// <summary>Outputs beyond controls and log-variances are factors of the score, which the traced network adds to the controls, too.</summary>
    [Theory]
    [MemberData(nameof(Tempered))]
    public void Controls_with_learned_factors_are_those_of_the_traced_network(int dimension, bool learnedVariance)
    {
        Case fused = new(dimension, 64, 2, Activation.Silu, learnedVariance, tempered: true);
        Batch traced = new(Rows, fused.Network.Outputs);
        new CompiledFunction(Rows, [fused.Network.Inputs, dimension], inputs => fused.Network.Apply(inputs[0], inputs[1])).Evaluate(traced, fused.Inputs, fused.Seen);
        Batch controls = fused.Controls();

        for (int row = 0; row < Rows; row++)
        {
            Near(traced.Row(row)[..dimension], controls.Row(row), 1e-5);
        }

        fused.Seen.Row(Rows - 1)[0] *= 0.5f;
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => Near(traced.Row(Rows - 1)[..dimension], fused.Controls().Row(Rows - 1), 1e-5));
    }

    [Theory]
    [MemberData(nameof(Tempered))]
    public void Derivatives_with_learned_factors_are_those_of_the_traced_network(int dimension, bool learnedVariance)
    {
        Case fused = new(dimension, 64, 2, Activation.Silu, learnedVariance, tempered: true);
        for (int row = 0; row < Rows; row++)
        {
            // Factors have no loss of their own.
            fused.Cotangents.Row(row)[fused.Network.FirstFactor..].Clear();
        }

        AssertDerivatives(fused, dimension, 5e-5);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void The_control_is_that_of_the_traced_network(int dimension, int width, int layers, Activation activation)
    {
        Case fused = new(dimension, width, layers, activation);
        Batch traced = new(Rows, dimension);
        new CompiledFunction(Rows, [fused.Network.Inputs, dimension], inputs => fused.Network.Apply(inputs[0], inputs[1])).Evaluate(traced, fused.Inputs, fused.Seen);

        Near(traced.Values, fused.Controls().Values, 1e-5);
        fused.Network.Gates[^1].Row(0)[0] += 0.1f;
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => Near(traced.Values, fused.Controls().Values, 1e-5));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Derivatives_are_those_of_the_traced_network(int dimension, int width, int layers, Activation activation)
    {
        Case fused = new(dimension, width, layers, activation);
        AssertDerivatives(fused, dimension, 2e-5);
    }

    /// <summary>Derivatives of Σ c · u by all weights and by the points, beside those of the traced network.</summary>
    private static void AssertDerivatives(Case fused, int dimension, double share)
    {
        Batch states = fused.Differentiate(states: true);
        float[][] gradients = [.. fused.Network.Parameters.Select(parameter => parameter.GradientMemory.Span.ToArray())];
        new CompiledLoss(
            "traced", fused.Network, new Adam(fused.Network.Parameters),
            inputs => SumOverPoints(Dot(fused.Network.Apply(inputs[0], inputs[1]), inputs[2])), [fused.Inputs, fused.Seen, fused.Cotangents])
            .Evaluate([fused.Inputs, fused.Seen, fused.Cotangents]);
        Batch traced = new(Rows, fused.Network.Inputs);
        new CompiledFunction(
            Rows, [fused.Network.Inputs, dimension, fused.Cotangents.Dimension],
            inputs => ReverseMode.Gradient(Dot(fused.Network.Apply(inputs[0], inputs[1]), inputs[2]), inputs[0])[0])
            .Evaluate(traced, fused.Inputs, fused.Seen, fused.Cotangents);

        for (int index = 0; index < gradients.Length; index++)
        {
            Near(fused.Network.Parameters[index].GradientMemory.Span, gradients[index], 2e-5);
        }

        for (int row = 0; row < Rows; row++)
        {
            float[] wanted = [.. traced.Row(row)[..dimension].ToArray().Select(value => (float)(value / Unit))];
            Near(wanted, states.Row(row), share);
        }
    }

    /// <summary>Within a share of the largest value.</summary>
    private static void Near(ReadOnlySpan<float> wanted, ReadOnlySpan<float> found, double share)
    {
        double largest = 0;
        double worst = 0;
        for (int index = 0; index < wanted.Length; index++)
        {
            largest = Math.Max(largest, Math.Abs(wanted[index]));
            worst = Math.Max(worst, Math.Abs((double)wanted[index] - found[index]));
        }

        Assert.True(worst <= share * largest, $"The largest difference is {worst}, the largest value {largest}.");
    }

    private sealed class Case
    {
        private readonly ControlKernel kernel;
        private readonly Batch points;

        public Case(int dimension, int width, int layers, Activation activation, bool learnedVariance = false, bool tempered = false)
        {
            RandomStream random = RandomStream.FromSeed(3);
            ControlledDiffusionOptions options = new()
            {
                Network = new MlpOptions { Width = width, HiddenLayers = layers, Activation = activation, OutputScale = 1 }, CoordinateSteps = dimension != 10,
                LearnedVariance = learnedVariance, TemperedScore = tempered,
            };
            Network = new ControlNetwork(dimension, options, random);
            foreach (Parameter gate in Network.Gates.Concat(Network.Network.Biases))
            {
                // Steps along coordinates start at zero and biases of outputs too; here they must show.
                for (int feature = 0; feature < gate.Rows; feature++)
                {
                    random.FillNormal(gate.Row(feature));
                }
            }

            kernel = new ControlKernel(Network, Steps, Unit);
            (points, Seen, Cotangents) = (new Batch(Rows, dimension), new Batch(Rows, dimension), new Batch(Rows, Network.Outputs));
            LogVariances = new Batch(Rows, dimension);
            random.FillNormal(points.Values);
            random.FillNormal(Seen.Values);
            if (tempered)
            {
                Shorten(Seen);
            }

            random.FillNormal(Cotangents.Values);
            Inputs = new Batch(Rows, Network.Inputs);
            Network.Describe(points, Seen, Unit, (double)Step / Steps, Inputs, 0);
        }

        public ControlNetwork Network { get; }

        public Batch Inputs { get; }

        public Batch Seen { get; }

        public Batch Cotangents { get; }

        public Batch LogVariances { get; }

        /// <summary>To lengths from 0 to nearly √d.</summary>
        private static void Shorten(Batch seen)
        {
            for (int row = 0; row < seen.Count; row++)
            {
                double length = Math.Sqrt(seen.Row(row).ToArray().Sum(value => (double)value * value) / seen.Dimension);
                foreach (ref float value in seen.Row(row))
                {
                    value *= (float)(0.98 * row / Rows / length);
                }
            }
        }

        public Batch Controls()
        {
            Batch controls = new(Rows, points.Dimension);
            kernel.Prepare();
            fixed (float* x = points.Values, seen = Seen.Values, control = controls.Values, logVariance = LogVariances.Values)
            {
                kernel.Forward(Step, Rows, x, seen, kernel.CreateTape(), control, logVariance);
            }

            return controls;
        }

        /// <summary>Leaves the gradients in the parameters; returns those by the points.</summary>
        public Batch Differentiate(bool states)
        {
            BlockTape tape = kernel.CreateTape();
            BlockGradients sums = new(Network.Network, Network.Parameters);
            for (int row = 0; row < Rows; row++)
            {
                Cotangents.Row(row).CopyTo(new Span<float>(tape.Output + (row * kernel.OutputStride), Network.Outputs));
            }

            kernel.Prepare();
            fixed (float* x = points.Values, seen = Seen.Values)
            {
                kernel.Backward(Step, Rows, x, seen, tape, sums, states);
            }

            BlockGradients.Finish(Network.Parameters, [sums], Unit);
            Batch derivatives = new(Rows, points.Dimension);
            for (int row = 0; row < Rows; row++)
            {
                new Span<float>(tape.States + (row * kernel.OutputStride), points.Dimension).CopyTo(derivatives.Row(row));
            }

            return derivatives;
        }
    }
}
