using Samovar.Compute;
using Samovar.Compute.Graphs;
using Samovar.Compute.Randomness;
using Samovar.Networks;
using Samovar.Runs;

namespace Samovar.Samplers;

/// <summary>The network of a controlled diffusion: u = m(x/width, t) + w(t) · width · score + Σ c(t) · tanh(4 (x/width − place)).</summary>
/// <remarks>
/// The steps of the last sum lie at seven places along every coordinate, with weights c of its own. A narrow m finds such steps by itself only in few
/// dimensions: its units see all coordinates mixed (docs/decisions/0012).
/// Time enters as cos(π k t/2), k = 0 to 7, with t the share of the steps done, and as cos(π k l/2), k = 1 to 8, with l the logarithm of the share left: the
/// best control of a narrow target changes ever faster towards the end. The weights w and c are linear in these features.
/// </remarks>
internal sealed class ControlNetwork : ITrainable, ICheckpointed
{
    /// <summary>Columns of an input that tell the time; they come last.</summary>
    public const int TimeFeatures = 16;

    /// <summary>Slope of the steps along a coordinate, per width.</summary>
    public const float Steepness = 4;

    /// <summary>Share of the steps at the end below which the logarithmic time tells nothing apart.</summary>
    private const double Finest = 0.01;

    private readonly int dimension;
    private readonly Mlp network;

    public ControlNetwork(int dimension, ControlledDiffusionOptions options, RandomStream random)
    {
        this.dimension = dimension;
        network = new Mlp(dimension + TimeFeatures, dimension, options.Network, random);
        Parameter weight = new("score-weight", TimeFeatures, dimension);
        weight.Row(0).Fill((float)options.ScoreWeight);
        int places = options.CoordinateSteps ? Places.Count : 0;
        Gates = [weight, .. Enumerable.Range(0, places).Select(place => new Parameter($"place{place}", TimeFeatures, dimension))];
        Parameters = [.. network.Parameters, .. Gates];
    }

    public IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>m.</summary>
    public Mlp Network => network;

    /// <summary>Where the steps along every coordinate lie, in widths.</summary>
    public static IReadOnlyList<float> Places { get; } = [-1.5f, -1, -0.5f, 0, 0.5f, 1, 1.5f];

    /// <summary>[time features, d] what w is made of, then what c is made of at every place in use.</summary>
    public IReadOnlyList<Parameter> Gates { get; }

    /// <summary>Number of coordinates d.</summary>
    public int Dimension => dimension;

    /// <summary>Columns of an input.</summary>
    public int Inputs => dimension + TimeFeatures;

    /// <summary>Fills the inputs of one step.</summary>
    /// <param name="points">[n, d] x.</param>
    /// <param name="width">Unit of the points.</param>
    /// <param name="time">t, 0 to 1.</param>
    /// <param name="inputs">[≥ first + n, inputs] rows from <paramref name="first"/> on are overwritten.</param>
    /// <param name="first">First row.</param>
    public void Describe(Batch points, double width, double time, Batch inputs, int first)
    {
        Span<float> features = stackalloc float[TimeFeatures];
        FillTime(time, features);
        float scale = (float)(1 / width);
        for (int row = 0; row < points.Count; row++)
        {
            Span<float> input = inputs.Row(first + row);
            ReadOnlySpan<float> point = points.Row(row);
            for (int column = 0; column < point.Length; column++)
            {
                input[column] = scale * point[column];
            }

            features.CopyTo(input[dimension..]);
        }
    }

    /// <summary>The features of a time.</summary>
    /// <param name="time">t, 0 to 1.</param>
    /// <param name="features">[time features] overwritten.</param>
    public static void FillTime(double time, Span<float> features)
    {
        // The share of the steps left on a logarithmic scale: 1 at the start, 0 at the end.
        double left = Math.Log(1 + ((1 - time) / Finest)) / Math.Log(1 + (1 / Finest));
        for (int index = 0; index < TimeFeatures; index += 2)
        {
            features[index] = (float)Math.Cos(0.25 * Math.PI * index * time);
            features[index + 1] = (float)Math.Cos(0.25 * Math.PI * (index + 2) * left);
        }
    }

    /// <summary>u, [n, d].</summary>
    public Traced Apply(Traced input, Traced score)
    {
        Traced point = input[..dimension];
        Traced time = input[dimension..];
        Traced control = network.Apply(input) + (TracedMath.MatrixProduct(time, input.Use(Gates[0])) * score);
        for (int gate = 1; gate < Gates.Count; gate++)
        {
            Traced step = TracedMath.Tanh((Steepness * point) - (Steepness * Places[gate - 1]));
            control += TracedMath.MatrixProduct(time, input.Use(Gates[gate])) * step;
        }

        return control;
    }

    public void Save(CheckpointSection section) => ParameterStore.Save(Parameters, section);

    public void Load(CheckpointSection section) => ParameterStore.Load(Parameters, section);
}
