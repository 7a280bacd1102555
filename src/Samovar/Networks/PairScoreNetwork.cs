using Samovar.Compute;
using Samovar.Compute.Graphs;
using Samovar.Compute.Randomness;
using Samovar.Runs;

namespace Samovar.Networks;

/// <summary>An equivariant score network for configurations of equal particles without a centre of mass.</summary>
/// <remarks>
/// With v the running variance of the coordinates, t = v + s² and F the displacements by a network of pairs that sees y·√(v/t) and s: the denoised point
/// is (v/t) y + s √(v/t) F, so that F has unit size at every s, and the score is (denoised − y)/s². Preconditioning: Karras et al., 2022, arXiv:2206.00364,
/// section 5. A level is described by the constant 1 and bumps in ln s.
/// </remarks>
public sealed class PairScoreNetwork : IScoreNetwork
{
    private readonly PairNetwork network;
    private readonly Parameter variance = new("variance", 1, 1);
    private readonly Denoiser denoiser;

    /// <summary>Creates a network with random weights.</summary>
    /// <param name="options">Shape; at least 2 level features.</param>
    /// <param name="smallestScale">Smallest noise scale s, in the units of the points.</param>
    /// <param name="largestScale">Largest noise scale s.</param>
    /// <param name="random">Source of the weights; advanced.</param>
    /// <exception cref="ArgumentException">There is one level feature alone, or the noise scales are out of order.</exception>
    public PairScoreNetwork(PairNetworkOptions options, double smallestScale, double largestScale, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(random);
        if (options.LevelFeatures < 2 || !(smallestScale > 0) || !(largestScale > smallestScale))
        {
            throw new ArgumentException(
                $"A score network needs at least 2 level features and noise scales 0 < smallest < largest; these are {options.LevelFeatures}, {smallestScale} and {largestScale}.",
                nameof(options));
        }

        network = new PairNetwork(options, random);
        variance.Row(0)[0] = (float)(options.Unit * options.Unit);
        denoiser = new Denoiser(network, Math.Log(smallestScale), Math.Log(largestScale));
    }

    /// <inheritdoc/>
    public IReadOnlyList<Parameter> Parameters => network.Parameters;

    /// <inheritdoc/>
    public void Score(Batch noisy, Batch scale, Batch score) => denoiser.Score(noisy, scale, score, variance.Row(0)[0]);

    /// <inheritdoc/>
    public double Differentiate(Batch points, Batch noisy, Batch scale) => denoiser.Differentiate(points, noisy, scale, variance.Row(0)[0]);

    /// <inheritdoc/>
    public void Observe(Batch points, int step)
    {
        ArgumentNullException.ThrowIfNull(points);
        double squares = 0;
        foreach (float value in points.Values)
        {
            squares += (double)value * value;
        }

        // The centre of mass is no degree of freedom.
        double present = squares / points.Count / (network.Options.Dimension - network.Options.SpatialDimensions);
        ref float running = ref variance.Row(0)[0];
        running += (float)(Math.Max(0.01, 1.0 / (step + 1)) * (present - running));
    }

    /// <inheritdoc/>
    public void Save(CheckpointSection section) => ParameterStore.Save([.. network.Parameters, variance], section);

    /// <inheritdoc/>
    public void Load(CheckpointSection section) => ParameterStore.Load([.. network.Parameters, variance], section);

    /// <summary>The passes through the network; the input and output scales of a configuration depend on its noise.</summary>
    private sealed unsafe class Denoiser(PairNetwork network, double first, double last) : PairPass(network)
    {
        private const int Lanes = PairGeometry.Lanes;

        private readonly float unit = (float)network.Options.Unit;
        private Batch noisy = new(0, 1);
        private Batch scale = new(0, 1);
        private Batch result = new(0, 1);
        private Batch? points;
        private float variance;

        public void Score(Batch y, Batch s, Batch score, float present)
        {
            (noisy, scale, result, points, variance) = (y, s, score, null, present);
            Run(y.Count, gradients: false);
        }

        public double Differentiate(Batch x, Batch y, Batch s, float present)
        {
            (points, noisy, scale, variance) = (x, y, s, present);
            return Run(y.Count, gradients: true) / y.Count;
        }

        protected override void Enter(int firstRow, int rows, PairTape tape)
        {
            float* positions = tape.Layers[0].Positions;
            for (int lane = 0; lane < Lanes; lane++)
            {
                int row = firstRow + Math.Min(lane, rows - 1);
                float noise = scale[row, 0];
                float factor = MathF.Sqrt(variance / (variance + (noise * noise))) / unit;
                ReadOnlySpan<float> point = noisy.Row(row);
                for (int column = 0; column < point.Length; column++)
                {
                    positions[(column * Lanes) + lane] = factor * point[column];
                }

                Describe(noise, tape.Level + (lane * tape.LevelStride));
            }
        }

        protected override double Leave(int firstRow, int rows, PairTape tape)
        {
            double loss = 0;
            for (int lane = 0; lane < Lanes; lane++)
            {
                int row = firstRow + Math.Min(lane, rows - 1);
                float noise = scale[row, 0];
                float shrink = variance / (variance + (noise * noise));
                float spread = noise * MathF.Sqrt(shrink);
                for (int column = 0; column < noisy.Dimension; column++)
                {
                    int place = (column * Lanes) + lane;
                    float displacement = tape.Output[place] - tape.Layers[0].Positions[place];
                    float y = noisy[row, column];
                    if (points is null)
                    {
                        // (denoised − y)/s², with shrink − 1 = −s²/t written out: the difference of two near numbers would cancel.
                        result[row, column] = (spread * displacement / (noise * noise)) - (y / (variance + (noise * noise)));
                        continue;
                    }

                    float error = lane < rows ? displacement - ((points[row, column] - (shrink * y)) / spread) : 0;
                    loss += (double)error * error;
                    tape.Cotangents[place] = 2 * error / noisy.Count;
                }
            }

            return loss;
        }

        private void Describe(float noise, float* features)
        {
            int bumps = Options.LevelFeatures - 1;
            features[0] = 1;
            double spacing = (last - first) / Math.Max(1, bumps - 1);
            for (int bump = 0; bump < bumps; bump++)
            {
                double away = (Math.Log(noise) - first - (bump * spacing)) / spacing;
                features[1 + bump] = (float)Math.Exp(-0.5 * away * away);
            }
        }
    }
}
