using System.Runtime.Intrinsics;
using Samovar.Compute;
using Samovar.Compute.Graphs;
using Samovar.Compute.Kernels;
using Samovar.Compute.Randomness;
using Samovar.Networks;
using Samovar.Runs;

namespace Samovar.Samplers;

/// <summary>The network of a controlled diffusion: u = m(x/width, t) + w(t) · score + Σ c(t) · tanh(4 (x/width − place)), the score in units of the control.</summary>
/// <remarks>
/// Where the score is tempered, a factor of it is learned at every state besides: u = m + (w + v) · score, with v by outputs of the same network, which then sees
/// q = ¼ ln(1 + y), too. How far the score was shortened is written in its length: 1 + y = 1/(1 − |score|²/d) (docs/decisions/0019).
/// The steps of the last sum lie at seven places along every coordinate, with weights c of its own. A narrow m finds such steps by itself only in few
/// dimensions: its units see all coordinates mixed (docs/decisions/0012).
/// Time enters as cos(π k t/2), k = 0 to 7, with t the share of the steps done, and as cos(π k l/2), k = 1 to 8, with l the logarithm of the share left: the
/// best control of a narrow target changes ever faster towards the end. The weights w and c are linear in these features.
/// Where variances are learned, there are as many outputs z again, made in the same way but for the score: the variance of a step is that of the reference
/// times e^ℓ, ℓ = b tanh(z/b) with b = 4 below and ½ above zero. The best variance is c² (1 − λ) + λ² Var(x_N | x) for a step that takes the share λ of the way:
/// far less where a mode is narrow, hardly more anywhere. With b = 4 on both sides or with the score in z, paths explode.
/// </remarks>
internal sealed class ControlNetwork : ITrainable, ICheckpointed
{
    /// <summary>Columns of an input that tell the time; they come last.</summary>
    public const int TimeFeatures = 16;

    /// <summary>Slope of the steps along a coordinate, per width.</summary>
    public const float Steepness = 4;

    /// <summary>b where ℓ is negative.</summary>
    private const float BoundBelowZero = 4;

    /// <summary>b where ℓ is positive.</summary>
    private const float BoundAboveZero = 0.5f;

    /// <summary>Share of the steps at the end below which the logarithmic time tells nothing apart.</summary>
    private const double Finest = 0.01;

    private readonly int dimension;
    private readonly int[] sources;
    private readonly Mlp network;

    public ControlNetwork(int dimension, ControlledDiffusionOptions options, RandomStream random)
    {
        this.dimension = dimension;
        LearnsVariance = options.LearnedVariance;
        LearnsFactors = options.TemperedScore;
        int parts = 1 + (LearnsVariance ? 1 : 0) + (LearnsFactors ? 1 : 0);
        sources = [.. Enumerable.Range(0, parts * dimension).Select(column => column % dimension)];
        network = new Mlp(Inputs, sources.Length, options.Network, random);
        Parameter weight = new("score-weight", TimeFeatures, sources.Length);
        weight.Row(0)[..dimension].Fill((float)options.ScoreWeight);
        int places = options.CoordinateSteps ? Places.Count : 0;
        Gates = [weight, .. Enumerable.Range(0, places).Select(place => new Parameter($"place{place}", TimeFeatures, sources.Length))];
        Parameters = [.. network.Parameters, .. Gates];
    }

    public IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>m.</summary>
    public Mlp Network => network;

    /// <summary>Where the steps along every coordinate lie, in widths.</summary>
    public static IReadOnlyList<float> Places { get; } = [-1.5f, -1, -0.5f, 0, 0.5f, 1, 1.5f];

    /// <summary>[time features, outputs] what w is made of, then what c is made of at every place in use.</summary>
    public IReadOnlyList<Parameter> Gates { get; }

    /// <summary>Number of coordinates d.</summary>
    public int Dimension => dimension;

    /// <summary>Whether z is among the outputs, after u.</summary>
    public bool LearnsVariance { get; }

    /// <summary>Whether v is among the outputs, last, and q among the inputs.</summary>
    public bool LearnsFactors { get; }

    /// <summary>First output of v.</summary>
    public int FirstFactor => LearnsVariance ? 2 * dimension : dimension;

    /// <summary>d for each of u, z and v.</summary>
    public int Outputs => sources.Length;

    /// <summary>Inputs before those of the time.</summary>
    public int Positions => LearnsFactors ? dimension + 1 : dimension;

    /// <summary>Columns of an input.</summary>
    public int Inputs => Positions + TimeFeatures;

    /// <summary>Fills the inputs of one step.</summary>
    /// <param name="points">[n, d] x.</param>
    /// <param name="seen">[≥ first + n, d] what the control sees of the score.</param>
    /// <param name="width">Unit of the points.</param>
    /// <param name="time">t, 0 to 1.</param>
    /// <param name="inputs">[≥ first + n, inputs] rows from <paramref name="first"/> on are overwritten.</param>
    /// <param name="first">First row.</param>
    public void Describe(Batch points, Batch seen, double width, double time, Batch inputs, int first)
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

            if (LearnsFactors)
            {
                input[dimension] = Tempering(seen.Row(first + row));
            }

            features.CopyTo(input[Positions..]);
        }
    }

    /// <summary>q.</summary>
    /// <param name="seen">[d] a tempered score.</param>
    public static float Tempering(ReadOnlySpan<float> seen)
    {
        double squares = 0;
        foreach (float value in seen)
        {
            squares += (double)value * value;
        }

        // Floats carry no more of a score that is nearly as long as can be.
        return (float)(-0.25 * Math.Log(Math.Max(1e-6, 1 - (squares / seen.Length))));
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

    /// <summary>z to ℓ, in place.</summary>
    public static void ToLogVariances(Span<float> outputs)
    {
        int index = 0;
        for (; index + Vector512<float>.Count <= outputs.Length; index += Vector512<float>.Count)
        {
            Vector512<float> output = Vector512.Create<float>(outputs[index..]);
            Vector512<float> bound = Vector512.ConditionalSelect(
                Vector512.GreaterThan(output, Vector512<float>.Zero), Vector512.Create(BoundAboveZero), Vector512.Create(BoundBelowZero));
            (bound * VectorMath.Tanh(output / bound)).CopyTo(outputs[index..]);
        }

        for (; index < outputs.Length; index++)
        {
            float bound = Bound(outputs[index]);
            outputs[index] = bound * VectorMath.Tanh(outputs[index] / bound);
        }
    }

    /// <summary>dℓ/dz where ℓ is known.</summary>
    public static float LogVarianceSlope(float logVariance)
    {
        float share = logVariance / Bound(logVariance);
        return 1 - (share * share);
    }

    /// <summary>u, then z and v where they are learned: [n, outputs].</summary>
    public Traced Apply(Traced input, Traced score)
    {
        Traced point = TracedMath.Gather(input, sources);
        Traced time = input[Positions..];
        Traced seen = Outputs > dimension ? TracedMath.Gather(score, sources) * input.Row([.. sources.Select((_, column) => column < dimension ? 1.0 : 0.0)]) : score;
        Traced control = network.Apply(input) + (TracedMath.MatrixProduct(time, input.Use(Gates[0])) * seen);
        for (int gate = 1; gate < Gates.Count; gate++)
        {
            Traced step = TracedMath.Tanh((Steepness * point) - (Steepness * Places[gate - 1]));
            control += TracedMath.MatrixProduct(time, input.Use(Gates[gate])) * step;
        }

        if (LearnsFactors)
        {
            Traced factors = TracedMath.Gather(control, [.. sources.Select(column => FirstFactor + column)]);
            control += factors * seen;
        }

        return control;
    }

    private static float Bound(float value) => value > 0 ? BoundAboveZero : BoundBelowZero;

    public void Save(CheckpointSection section) => ParameterStore.Save(Parameters, section);

    public void Load(CheckpointSection section) => ParameterStore.Load(Parameters, section);
}
