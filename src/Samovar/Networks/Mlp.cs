using Samovar.Compute.Graphs;
using Samovar.Compute.Randomness;
using Samovar.Runs;

namespace Samovar.Networks;

/// <summary>How the weights of a network start.</summary>
public enum Initialization
{
    /// <summary>Weights uniform in ±√(6 / fan-in) before a leaky ReLU and ±√(3 / fan-in) before SiLU, biases in ±1/√fan-in, output layer small.</summary>
    HeUniform,

    /// <summary>Weights and biases uniform in ±1/√fan-in, the default of PyTorch's linear layer.</summary>
    FanIn,
}

/// <summary>Shape and start of a multilayer perceptron.</summary>
public sealed record MlpOptions
{
    /// <summary>Width of the hidden layers. Range [1, ∞). Default 128.</summary>
    public int Width
    {
        get;
        init => field = Require.That(value, value >= 1, "A layer is at least 1 wide.");
    } = 128;

    /// <summary>Number of hidden layers. Range [1, ∞). Default 3.</summary>
    public int HiddenLayers
    {
        get;
        init => field = Require.That(value, value >= 1, "A perceptron has at least 1 hidden layer.");
    } = 3;

    /// <summary>Nonlinearity. Default SiLU.</summary>
    public Activation Activation { get; init; } = Activation.Silu;

    /// <summary>Start of the weights. Default He-uniform.</summary>
    public Initialization Initialization { get; init; } = Initialization.HeUniform;

    /// <summary>Output weights start uniform in ± this · √(3 / fan-in); used by He-uniform. Range (0, ∞). Default 0.3.</summary>
    public double OutputScale
    {
        get;
        init => field = Require.That(value, value > 0 && double.IsFinite(value), "The output scale is positive and finite.");
    } = 0.3;
}

/// <summary>A multilayer perceptron: linear layers with a nonlinearity between them.</summary>
public sealed class Mlp : ITrainable, ICheckpointed
{
    private readonly MlpOptions options;
    private readonly Parameter[] weights;
    private readonly Parameter[] biases;

    /// <summary>Creates a network with random weights.</summary>
    /// <param name="inputs">Features in, at least 1.</param>
    /// <param name="outputs">Features out, at least 1.</param>
    /// <param name="options">Shape and start.</param>
    /// <param name="random">Source of the weights; advanced.</param>
    public Mlp(int inputs, int outputs, MlpOptions options, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(random);
        this.options = options;
        int[] sizes = [inputs, .. Enumerable.Repeat(options.Width, options.HiddenLayers), outputs];
        weights = [.. Enumerable.Range(0, sizes.Length - 1).Select(layer => new Parameter($"weight{layer}", sizes[layer], sizes[layer + 1]))];
        biases = [.. Enumerable.Range(0, sizes.Length - 1).Select(layer => new Parameter($"bias{layer}", 1, sizes[layer + 1]))];
        for (int layer = 0; layer < weights.Length; layer++)
        {
            Start(layer, random);
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<Parameter> Parameters => [.. weights, .. biases];

    /// <summary>Matrices of the layers, from input to output.</summary>
    internal IReadOnlyList<Parameter> Weights => weights;

    /// <summary>Biases of the layers.</summary>
    internal IReadOnlyList<Parameter> Biases => biases;

    /// <summary>Nonlinearity between the layers.</summary>
    internal Activation Activation => options.Activation;

    /// <summary>Applies the network.</summary>
    /// <param name="x">[n, inputs].</param>
    /// <param name="shifts">Added before the nonlinearity of each hidden layer, [n, width] each; none for a plain network.</param>
    /// <returns>[n, outputs].</returns>
    public Traced Apply(Traced x, params IReadOnlyList<Traced> shifts)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(shifts);
        Traced hidden = x;
        for (int layer = 0; layer < weights.Length; layer++)
        {
            hidden = TracedMath.MatrixProduct(hidden, x.Use(weights[layer])) + x.Use(biases[layer]);
            if (layer < weights.Length - 1)
            {
                hidden = options.Activation.Apply(layer < shifts.Count ? hidden + shifts[layer] : hidden);
            }
        }

        return hidden;
    }

    /// <inheritdoc/>
    public void Save(CheckpointSection section) => ParameterStore.Save(Parameters, section);

    /// <inheritdoc/>
    public void Load(CheckpointSection section) => ParameterStore.Load(Parameters, section);

    private void Start(int layer, RandomStream random)
    {
        double fanIn = weights[layer].Rows;
        bool output = layer == weights.Length - 1;
        bool plain = options.Initialization == Initialization.FanIn;
        double weightRange = plain ? 1 / Math.Sqrt(fanIn)
            : output ? options.OutputScale * Math.Sqrt(3 / fanIn)
            : Math.Sqrt((options.Activation == Activation.Silu ? 3 : 6) / fanIn);
        double biasRange = output && !plain ? 0 : 1 / Math.Sqrt(fanIn);
        Fill(weights[layer], weightRange, random);
        Fill(biases[layer], biasRange, random);
    }

    private static void Fill(Parameter parameter, double range, RandomStream random)
    {
        for (int row = 0; row < parameter.Rows; row++)
        {
            Span<float> values = parameter.Row(row);
            random.FillUniform(values);
            foreach (ref float value in values)
            {
                value = (float)(range * ((2 * value) - 1));
            }
        }
    }
}
