using Samovar.Compute;
using Samovar.Compute.Threading;
using Samovar.Runs;
using Samovar.Targets;

namespace Samovar.Diffusions;

/// <summary>Anneals chains from N(y, s²) to the posterior of x, tempering only the energy, and averages the score over all of them.</summary>
/// <remarks>
/// With resampling this is a sequential Monte Carlo sampler, without it annealed importance sampling: the Gaussian factor is the base itself, so the
/// weights are powers of exp(−E(x)) alone. Sources: Neal, 2001, Statistics and Computing 11; He et al., 2025, arXiv:2410.12456.
/// </remarks>
/// <param name="options">Settings.</param>
public sealed class AnnealedScore(AnnealedScoreOptions options) : IPosteriorScore
{
    /// <inheritdoc/>
    public void EstimateScore(ITarget target, Batch noisy, Batch scale, Batch score, IRunStep step)
    {
        ArgumentNullException.ThrowIfNull(noisy);
        ArgumentNullException.ThrowIfNull(step);
        double limit = ScoreBlend.LimitFor(Math.Max(options.SquaredScore, options.Stiffness));
        ScoreBlend blend = step.Keep("blend", _ => new ScoreBlend(noisy.Dimension, options.Blend, options.BlendRate, limit, options.SquaredScore));
        LangevinSteps steps = step.Keep("langevin-steps", _ => new LangevinSteps(options.SmallestScale, options.LargestScale));
        AnnealedWork work = step.Reuse("annealed chains", () => new AnnealedWork(target, options));
        work.Run(noisy, scale, score, blend, steps, step.Random.Fork().State);
        blend.Update(work.SquaredScores);
        step.Record("acceptance", steps.Adapt());
        step.Record("squared-score", blend.MeanSquaredScore);
        step.Record("temperatures", work.MeanTemperatures);
        step.Record("points-without-weight", work.ShareWithoutWeight);
    }
}

/// <summary>The parallel part of <see cref="AnnealedScore"/>: one noisy point per chunk.</summary>
internal sealed class AnnealedWork : IChunkedWork
{
    private readonly AnnealedPathPool paths;
    private readonly double freedom;
    private Batch noisy = new(0, 1);
    private Batch scale = new(0, 1);
    private Batch score = new(0, 1);
    private ScoreBlend? blend;
    private LangevinSteps? steps;
    private Compute.Randomness.RandomStreamState random;
    private float[] squaredScores = [];
    private int[] temperatures = [];
    private double[] logNormalizers = [];

    public AnnealedWork(ITarget target, AnnealedScoreOptions options)
    {
        // Of equal particles without a centre of mass, d − axes degrees of freedom share what d coordinates show.
        freedom = (double)target.Dimension / (target.Dimension - options.CentredAxes);
        paths = new AnnealedPathPool(target, options);
    }

    public ReadOnlySpan<float> SquaredScores => squaredScores.AsSpan(0, noisy.Count * noisy.Dimension);

    public double MeanTemperatures => temperatures.Take(noisy.Count).Average();

    /// <summary>Share of the noisy points at which no chain had any weight, so that all counted alike: the energy around them is +∞ or no number.</summary>
    public double ShareWithoutWeight => logNormalizers.Take(noisy.Count).Average(value => double.IsFinite(value) ? 0.0 : 1);

    public void Run(Batch y, Batch s, Batch destination, ScoreBlend weights, LangevinSteps stepSizes, Compute.Randomness.RandomStreamState state)
    {
        (noisy, scale, score, blend, steps, random) = (y, s, destination, weights, stepSizes, state);
        if (temperatures.Length < y.Count)
        {
            (squaredScores, temperatures, logNormalizers) = (new float[y.Values.Length], new int[y.Count], new double[y.Count]);
        }

        WorkerPool.Shared.Run(y.Count, this);
    }

    public void Execute(int chunk)
    {
        AnnealedPath path = paths.Rent();
        temperatures[chunk] = path.Run(noisy.Row(chunk), scale[chunk, 0], steps!, random.Split(chunk));
        logNormalizers[chunk] = path.LogNormalizer;
        int dimension = noisy.Dimension;
        double s = scale[chunk, 0];
        for (int column = 0; column < dimension; column++)
        {
            double weight = blend!.WeightAt(s, column);
            (double point, double gradient, double square) = path.Means(column);
            score[chunk, column] = (float)((weight * gradient) + ((1 - weight) * (point - noisy[chunk, column]) / (s * s)));
            squaredScores[(chunk * dimension) + column] = (float)(freedom * square);
        }

        paths.Return(path);
    }
}
