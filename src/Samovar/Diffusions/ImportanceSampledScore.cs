using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Compute.Threading;
using Samovar.Targets;
using Samovar.Training;

namespace Samovar.Diffusions;

/// <summary>Settings of importance sampling.</summary>
public sealed record ImportanceSamplingOptions
{
    /// <summary>Draws per noisy point; a divisor or a multiple of 16. Default 32.</summary>
    public int Draws { get; init; } = 32;

    /// <summary>How the two estimates are mixed. Default variance-optimal.</summary>
    public BlendRule Blend { get; init; } = BlendRule.VarianceOptimal;

    /// <summary>Largest squared score per coordinate that one noisy point may contribute to the running estimate of H; more is counted as this. Range
    /// (0, ∞). Default 1000.</summary>
    /// <remarks>Bears on the variance only: every weight g gives an unbiased score.</remarks>
    public double SquaredScoreLimit { get; init; } = 1000;
}

/// <summary>Draws x from N(y, s²), weighs by exp(−E(x)), and uses all draws, self-normalized. Right for few dimensions.</summary>
/// <param name="options">Settings.</param>
public sealed class ImportanceSampledScore(ImportanceSamplingOptions options) : IPosteriorScore
{
    /// <inheritdoc/>
    public void EstimateScore(ITarget target, Batch noisy, Batch scale, Batch score, TrainingStep step)
    {
        ArgumentNullException.ThrowIfNull(noisy);
        ArgumentNullException.ThrowIfNull(step);
        ScoreBlend blend = step.Keep("blend", _ => new ScoreBlend(options.Blend));
        Work work = step.Reuse("importance sampling", () => new Work(target, options, noisy.Count));
        work.Run(noisy, scale, score, blend, step.Random.Fork().State);
        blend.Update(work.MeanSquaredScore());
        step.Record("squared-score", blend.SquaredScore);
        step.Record("posterior-ess", work.MeanEffectiveSampleSize());
    }

    private sealed class Work : IChunkedWork
    {
        private readonly ImportanceSamplingOptions options;
        private readonly LaneKernelPool kernels;
        private readonly double[] squaredScores;
        private readonly double[] effectiveSizes;
        private readonly int pointsPerBlock;
        private Batch noisy = new(0, 1);
        private Batch scale = new(0, 1);
        private Batch score = new(0, 1);
        private ScoreBlend blend = new(BlendRule.MixedScoreIdentity);
        private RandomStreamState random;

        public Work(ITarget target, ImportanceSamplingOptions options, int count)
        {
            this.options = options;
            int lanes = Math.Max(64, options.Draws);
            pointsPerBlock = lanes / options.Draws;
            kernels = new LaneKernelPool(target, pointsPerBlock * options.Draws);
            squaredScores = new double[count];
            effectiveSizes = new double[count];
        }

        public void Run(Batch y, Batch s, Batch destination, ScoreBlend weights, RandomStreamState state)
        {
            (noisy, scale, score, blend, random) = (y, s, destination, weights, state);
            WorkerPool.Shared.Run((y.Count + pointsPerBlock - 1) / pointsPerBlock, this);
        }

        public double MeanSquaredScore() => squaredScores.Average();

        public double MeanEffectiveSampleSize() => effectiveSizes.Average();

        public void Execute(int chunk)
        {
            LaneBlock block = kernels.Rent();
            ILaneKernel kernel = block.Kernel;
            int start = chunk * pointsPerBlock;
            int count = Math.Min(pointsPerBlock, noisy.Count - start);
            RandomStream.FillNormal(random, chunk, block.Normals.AsSpan(0, noisy.Dimension * kernel.Lanes));
            Span<float> points = kernel.Points;
            for (int column = 0; column < noisy.Dimension; column++)
            {
                for (int lane = 0; lane < kernel.Lanes; lane++)
                {
                    int row = start + Math.Min(count - 1, lane / options.Draws);
                    int place = (column * kernel.Lanes) + lane;
                    points[place] = noisy[row, column] + (scale[row, 0] * block.Normals[place]);
                }
            }

            kernel.Evaluate();
            for (int point = 0; point < count; point++)
            {
                Average(block, point, start + point);
            }

            kernels.Return(block);
        }

        private void Average(LaneBlock block, int point, int row)
        {
            ILaneKernel kernel = block.Kernel;
            Span<double> weights = block.Weights.AsSpan(0, options.Draws);
            int first = point * options.Draws;
            effectiveSizes[row] = SelfNormalizedWeights.FromLogDensities(kernel.LogDensity.Slice(first, options.Draws), weights);
            double s = scale[row, 0];
            double weight = blend.WeightAt(s);
            double squared = 0;
            for (int column = 0; column < noisy.Dimension; column++)
            {
                ReadOnlySpan<float> x = kernel.Points.Slice((column * kernel.Lanes) + first, options.Draws);
                ReadOnlySpan<float> gradient = kernel.Score.Slice((column * kernel.Lanes) + first, options.Draws);
                (double meanPoint, double meanScore) = (0, 0);
                for (int draw = 0; draw < weights.Length; draw++)
                {
                    meanPoint += weights[draw] * x[draw];
                    meanScore += weights[draw] * gradient[draw];
                    squared += weights[draw] * gradient[draw] * gradient[draw];
                }

                score[row, column] = (float)((weight * meanScore) + ((1 - weight) * (meanPoint - noisy[row, column]) / (s * s)));
            }

            squaredScores[row] = Math.Min(options.SquaredScoreLimit, squared / noisy.Dimension);
        }
    }
}
