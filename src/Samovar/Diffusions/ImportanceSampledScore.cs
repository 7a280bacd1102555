using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Compute.Threading;
using Samovar.Runs;
using Samovar.Targets;

namespace Samovar.Diffusions;

/// <summary>Settings of importance sampling.</summary>
public sealed record ImportanceSamplingOptions
{
    /// <summary>Draws per noisy point; a multiple of 16. Default 32.</summary>
    public int Draws
    {
        get;
        init => field = Require.That(value, value >= 16 && value % 16 == 0, "The number of draws is a positive multiple of 16.");
    } = 32;

    /// <summary>How the two estimates are mixed. Default variance-optimal.</summary>
    public BlendRule Blend { get; init; } = BlendRule.VarianceOptimal;

    /// <summary>Largest squared score per coordinate that one noisy point may contribute to the running estimate of H; more is counted as this. Range
    /// (0, ∞). Default 1000.</summary>
    /// <remarks>Bears on the variance only: every weight g gives an unbiased score of a density that vanishes at the edge of its support, see <see cref="ScoreBlend"/>.</remarks>
    public double SquaredScoreLimit
    {
        get;
        init => field = Require.That(value, value > 0, "The limit is positive.");
    } = 1000;
}

/// <summary>Draws x from N(y, s²), weighs by exp(−E(x)), and uses all draws, self-normalized. Right for few dimensions.</summary>
/// <param name="options">Settings.</param>
public sealed class ImportanceSampledScore(ImportanceSamplingOptions options) : IPosteriorScore
{
    /// <inheritdoc/>
    public void EstimateScore(ITarget target, Batch noisy, Batch scale, Batch score, IRunStep step)
    {
        ArgumentNullException.ThrowIfNull(noisy);
        ArgumentNullException.ThrowIfNull(step);
        ScoreBlend blend = step.Keep("blend", _ => new ScoreBlend(noisy.Dimension, options.Blend, 0.02, options.SquaredScoreLimit));
        Work work = step.Reuse("importance sampling", () => new Work(target, options));
        work.Run(noisy, scale, score, blend, step.Random.Fork().State);
        blend.Update(work.SquaredScores);
        step.Record("squared-score", blend.MeanSquaredScore);
        step.Record("posterior-ess", work.MeanEffectiveSampleSize);
    }

    private sealed class Work : IChunkedWork
    {
        private readonly ImportanceSamplingOptions options;
        private readonly LaneBlockPool kernels;
        private readonly int pointsPerBlock;
        private float[] squaredScores = [];
        private double[] effectiveSizes = [];
        private Batch noisy = new(0, 1);
        private Batch scale = new(0, 1);
        private Batch score = new(0, 1);
        private ScoreBlend? blend;
        private RandomStreamState random;

        public Work(ITarget target, ImportanceSamplingOptions options)
        {
            this.options = options;
            int lanes = Math.Max(32, options.Draws);
            pointsPerBlock = lanes / options.Draws;
            kernels = new LaneBlockPool(target, pointsPerBlock * options.Draws);
        }

        public void Run(Batch y, Batch s, Batch destination, ScoreBlend weights, RandomStreamState state)
        {
            (noisy, scale, score, blend, random) = (y, s, destination, weights, state);
            if (effectiveSizes.Length < y.Count)
            {
                (squaredScores, effectiveSizes) = (new float[y.Values.Length], new double[y.Count]);
            }

            WorkerPool.Shared.Run((y.Count + pointsPerBlock - 1) / pointsPerBlock, this);
        }

        public ReadOnlySpan<float> SquaredScores => squaredScores.AsSpan(0, noisy.Count * noisy.Dimension);

        public double MeanEffectiveSampleSize => effectiveSizes.Take(noisy.Count).Average();

        public void Execute(int chunk)
        {
            LaneBlock block = kernels.Rent();
            ILaneKernel kernel = block.Kernel;
            int start = chunk * pointsPerBlock;
            int count = Math.Min(pointsPerBlock, noisy.Count - start);
            RandomStream.FillNormal(random, chunk, block.Normals.AsSpan(0, noisy.Dimension * kernel.Lanes));
            for (int point = 0; point < pointsPerBlock; point++)
            {
                Propose(block, point, start + Math.Min(count - 1, point));
            }

            kernel.Evaluate();
            for (int point = 0; point < count; point++)
            {
                Average(block, point, start + point);
            }

            kernels.Return(block);
        }

        /// <summary>x = y + s·ε for the draws of one noisy point.</summary>
        private void Propose(LaneBlock block, int point, int row)
        {
            float s = scale[row, 0];
            Span<float> points = block.Kernel.Points;
            ReadOnlySpan<float> y = noisy.Row(row);
            for (int column = 0; column < y.Length; column++)
            {
                int first = (column * block.Kernel.Lanes) + (point * options.Draws);
                ReadOnlySpan<float> normals = block.Normals.AsSpan(first, options.Draws);
                Span<float> draws = points.Slice(first, options.Draws);
                for (int draw = 0; draw < draws.Length; draw++)
                {
                    draws[draw] = y[column] + (s * normals[draw]);
                }
            }
        }

        private void Average(LaneBlock block, int point, int row)
        {
            ILaneKernel kernel = block.Kernel;
            int first = point * options.Draws;
            WeightedLanes lanes = new(kernel.LogDensity.Slice(first, options.Draws), block.Weights.AsSpan(0, options.Draws));
            effectiveSizes[row] = lanes.EffectiveSampleSize;
            double s = scale[row, 0];
            for (int column = 0; column < noisy.Dimension; column++)
            {
                int place = (column * kernel.Lanes) + first;
                double weight = blend!.WeightAt(s, column);
                (double meanScore, double meanSquare) = lanes.Moments(kernel.Score.Slice(place, options.Draws));
                double displacement = lanes.Mean(kernel.Points.Slice(place, options.Draws)) - noisy[row, column];
                score[row, column] = (float)((weight * meanScore) + ((1 - weight) * displacement / (s * s)));
                squaredScores[(row * noisy.Dimension) + column] = (float)meanSquare;
            }
        }
    }
}
