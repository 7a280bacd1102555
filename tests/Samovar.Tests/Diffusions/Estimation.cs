using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Diffusions;
using Samovar.Runs;
using Samovar.Targets;
using Samovar.Tests.Contracts;
using Samovar.Training;

namespace Samovar.Tests.Diffusions;

/// <summary>Many independent estimates of the noised score at a few points, against the exact score.</summary>
internal sealed class Estimation
{
    private readonly int points;
    private readonly int repeats;
    private readonly Batch estimates;
    private readonly Batch exact;

    private Estimation(int points, int repeats, Batch estimates, Batch exact) =>
        (this.points, this.repeats, this.estimates, this.exact) = (points, repeats, estimates, exact);

    /// <summary>Root mean square error of one estimate, per coordinate.</summary>
    public double RootMeanSquareError => Math.Sqrt(Errors((point, column) => Rows(point).Average(row => Math.Pow(Error(row, column), 2))).Average());

    /// <summary>Root mean square over points and coordinates of the mean error, the part explained by noise taken off.</summary>
    public double Bias => Math.Sqrt(Math.Max(0, Errors((point, column) => Math.Pow(MeanError(point, column), 2) - Math.Pow(StandardError(point, column), 2)).Average()));

    /// <summary>Root mean square of the exact score.</summary>
    public double ScoreSize => Math.Sqrt(exact.Values.ToArray().Average(value => (double)value * value));

    /// <summary>Largest |mean error| in standard errors, over points and coordinates.</summary>
    public double WorstDeviation => Errors((point, column) => Math.Abs(MeanError(point, column)) / StandardError(point, column)).Max();

    /// <summary>Runs an estimator.</summary>
    /// <param name="posterior">The estimator.</param>
    /// <param name="target">The density; knows its noised score.</param>
    /// <param name="scale">s.</param>
    /// <param name="shape">Number of noisy points, drawn from the noised target, and of estimates for each.</param>
    /// <param name="squaredScore">H that fixes the blend, g = 1/(1 + s² H); null for the estimator's own.</param>
    /// <param name="warmUps">Calls whose estimates are thrown away, so that step sizes and H settle.</param>
    public static Estimation Run(
        IPosteriorScore posterior, ITarget target, double scale, (int Points, int Repeats) shape, double? squaredScore = null, int warmUps = 0)
    {
        Batch clean = TargetLaws.Draw(target, shape.Points, seed: 17);
        RandomStream random = RandomStream.FromSeed(18);
        Batch noisy = new(shape.Points * shape.Repeats, target.Dimension);
        for (int point = 0; point < shape.Points; point++)
        {
            for (int column = 0; column < target.Dimension; column++)
            {
                float value = clean[point, column] + (float)(scale * random.NextNormal());
                for (int repeat = 0; repeat < shape.Repeats; repeat++)
                {
                    noisy[(point * shape.Repeats) + repeat, column] = value;
                }
            }
        }

        Batch scales = new(noisy.Count, 1);
        scales.Values.Fill((float)scale);
        Batch results = new(noisy.Count, target.Dimension);
        TrainingState state = new(RandomStream.FromSeed(19));
        if (squaredScore is { } fixedSquare)
        {
            state.Keep("blend", _ => Blend(target.Dimension, fixedSquare));
        }

        for (int call = 0; call <= warmUps; call++)
        {
            posterior.EstimateScore(target, noisy, scales, results, new TrainingStep(state, call, warmUps + 1, RandomStream.FromSeed(20).Split(call)));
        }

        Batch truth = new(noisy.Count, target.Dimension);
        target.Capability<IHasNoisyScore>()!.NoisyScore(noisy, (float)scale, truth);
        return new Estimation(shape.Points, shape.Repeats, results, truth);
    }

    /// <summary>A blend whose weight is 1/(1 + s² H) in the first call.</summary>
    public static ScoreBlend Blend(int dimension, double squaredScore)
    {
        ScoreBlend blend = new(dimension, BlendRule.VarianceOptimal, 0.02, 1000);
        CheckpointSection section = new(new Dictionary<string, CheckpointTensor>());
        section.Write("squared-scores", Enumerable.Repeat(squaredScore, dimension).ToArray());
        blend.Load(section);
        return blend;
    }

    /// <summary>A bound on <see cref="WorstDeviation"/> that a correct estimator passes with probability 1 − falseAlarm (Bonferroni).</summary>
    public double Bound(double falseAlarm) => TargetLaws.Deviations(falseAlarm, points * exact.Dimension);

    private IEnumerable<double> Errors(Func<int, int, double> of) =>
        Enumerable.Range(0, points).SelectMany(point => Enumerable.Range(0, exact.Dimension).Select(column => of(point, column)));

    private IEnumerable<int> Rows(int point) => Enumerable.Range(point * repeats, repeats);

    private double Error(int row, int column) => (double)estimates[row, column] - exact[row, column];

    private double MeanError(int point, int column) => Rows(point).Average(row => Error(row, column));

    private double StandardError(int point, int column)
    {
        double mean = MeanError(point, column);
        return Math.Sqrt(Rows(point).Average(row => Math.Pow(Error(row, column) - mean, 2)) / (repeats - 1));
    }
}
