using Samovar.Compute.Graphs;
using Samovar.Compute.Randomness;
using Samovar.Runs;

namespace Samovar.Networks;

/// <summary>A perceptron of a point and of the number of a step: f(x, t), with biases of their own for every step and hidden layers that add to what they see.</summary>
/// <remarks>
/// h₁ = a(x W₁ + b₁(t)), h_{l+1} = h_l + a(h_l W_l + b_l(t)), f = h W + b(t). A step enters as a code: a row of zeros with a one at its place, so that one
/// batch may hold points of several steps. All steps start with the same biases.
/// </remarks>
internal sealed class SteppedPerceptron : ITrainable, ICheckpointed
{
    private readonly Activation activation;
    private readonly Parameter[] weights;
    private readonly Parameter[] biases;

    /// <summary>Creates a network with random weights.</summary>
    /// <param name="inputs">Features in, at least 1.</param>
    /// <param name="outputs">Features out, at least 1.</param>
    /// <param name="steps">Number of steps that can be told apart, at least 1.</param>
    /// <param name="options">Shape and start.</param>
    /// <param name="random">Source of the weights; advanced.</param>
    public SteppedPerceptron(int inputs, int outputs, int steps, MlpOptions options, RandomStream random)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        Mlp plain = new(inputs, outputs, options, random);
        activation = options.Activation;
        weights = [.. plain.Weights];
        biases = [.. plain.Biases.Select(bias => Repeated(bias, steps))];
        Parameters = [.. weights, .. biases];
    }

    /// <inheritdoc/>
    public IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>f.</summary>
    /// <param name="points">[n, inputs].</param>
    /// <param name="code">[n, steps] codes of the steps.</param>
    /// <returns>[n, outputs].</returns>
    public Traced Apply(Traced points, Traced code)
    {
        Traced hidden = activation.Apply(Layer(0, points, code));
        for (int layer = 1; layer < weights.Length - 1; layer++)
        {
            hidden += activation.Apply(Layer(layer, hidden, code));
        }

        return Layer(weights.Length - 1, hidden, code);
    }

    /// <inheritdoc/>
    public void Save(CheckpointSection section) => ParameterStore.Save(Parameters, section);

    /// <inheritdoc/>
    public void Load(CheckpointSection section) => ParameterStore.Load(Parameters, section);

    private Traced Layer(int layer, Traced x, Traced code) =>
        TracedMath.MatrixProduct(x, x.Use(weights[layer])) + TracedMath.MatrixProduct(code, x.Use(biases[layer]));

    private static Parameter Repeated(Parameter bias, int steps)
    {
        Parameter table = new(bias.Name, steps, bias.Columns);
        for (int step = 0; step < steps; step++)
        {
            bias.Row(0).CopyTo(table.Row(step));
        }

        return table;
    }
}
