using Samovar.Compute;
using Samovar.Compute.Graphs;
using Samovar.Compute.Randomness;
using Samovar.Runs;
using static Samovar.Compute.Graphs.TracedMath;

namespace Samovar.Networks;

/// <summary>The score network of the original DiKL code: raw input x_t = α·y, a fixed random code per level added in every hidden layer, raw score output.</summary>
/// <remarks>
/// The code of level t in layer l is [sin(2π w t), cos(2π w t)] with w ~ N(0, 30²), fixed at the start; it is kept as a table. Source: He et al., 2025,
/// arXiv:2410.12456, code.
/// </remarks>
public sealed class LevelCodeScoreNetwork : TracedScoreNetwork
{
    private const double FrequencyDeviation = 30;

    private readonly Mlp network;
    private readonly Parameter[] codes;
    private readonly double[] scales;

    /// <summary>Creates a network with random weights and codes.</summary>
    /// <param name="dimension">Number of coordinates d.</param>
    /// <param name="network">Shape of the network; an even width.</param>
    /// <param name="scales">[T] noise scale s = σ/α of each level.</param>
    /// <param name="random">Source of weights and codes; advanced.</param>
    public LevelCodeScoreNetwork(int dimension, MlpOptions network, IReadOnlyList<double> scales, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(scales);
        ArgumentNullException.ThrowIfNull(random);
        this.network = new Mlp(dimension, dimension, network, random);
        this.scales = [.. scales];
        codes = [.. Enumerable.Range(0, network.HiddenLayers).Select(layer => Code(layer, network.Width, random))];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Parameters => network.Parameters;

    /// <inheritdoc/>
    public override Traced Score(Traced noisy, Traced scale)
    {
        // The network gives the score by x_t = α y; by the chain rule the score by y is α times that.
        Traced alpha = Alpha(scale);
        return alpha * Raw(noisy, scale, alpha);
    }

    /// <inheritdoc/>
    public override Traced Loss(Traced points, Traced noisy, Traced scale)
    {
        ArgumentNullException.ThrowIfNull(noisy);
        Traced alpha = Alpha(scale);
        Traced noise = (noisy - points) / scale;
        return Sum(Square(noise + (alpha * scale * Raw(noisy, scale, alpha))));
    }

    /// <inheritdoc/>
    public override void Observe(Batch points, int step)
    {
    }

    /// <inheritdoc/>
    public override void Save(CheckpointSection section) => ParameterStore.Save([.. network.Parameters, .. codes], section);

    /// <inheritdoc/>
    public override void Load(CheckpointSection section) => ParameterStore.Load([.. network.Parameters, .. codes], section);

    /// <summary>α = 1/√(1 + s²).</summary>
    private static Traced Alpha(Traced scale) => 1 / Sqrt(1 + Square(scale));

    private Traced Raw(Traced noisy, Traced scale, Traced alpha)
    {
        // One column per level, 1 where the noise scale is that of the level: float rounding is far below the distance of neighbouring levels.
        const double Tolerance = 1e-4;
        Traced table = noisy.Row(scales);
        Traced level = Where(Abs(scale - table) < (Tolerance * table), noisy.Row(1), noisy.Row(0));
        return network.Apply(alpha * noisy, [.. codes.Select(code => MatrixProduct(level, noisy.Use(code)))]);
    }

    private Parameter Code(int layer, int width, RandomStream random)
    {
        Parameter code = new($"code{layer}", scales.Length, width);
        for (int column = 0; column < width / 2; column++)
        {
            double frequency = FrequencyDeviation * random.NextNormal();
            for (int level = 0; level < scales.Length; level++)
            {
                (double sine, double cosine) = Math.SinCos(2 * Math.PI * frequency * level);
                code.Row(level)[column] = (float)sine;
                code.Row(level)[column + (width / 2)] = (float)cosine;
            }
        }

        return code;
    }
}
