using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Metrics;
using Samovar.Samplers;
using Samovar.Targets;
using Samovar.Tests.Contracts;

namespace Samovar.Tests.Metrics;

/// <summary>A metric answers with finite numbers or with a reason.</summary>
public sealed class FiniteAnswersTests
{
    private static readonly Funnel Narrow = new();

    [Fact]
    public void Sinkhorn_of_a_funnel_settles_between_exact_samples_too()
    {
        for (ulong seed = 1; seed <= 3; seed++)
        {
            Measurement.Measured measured = Assert.IsType<Measurement.Measured>(Measure(new SinkhornDivergence(), Narrow, TargetLaws.Draw(Narrow, 400, seed)));

            Assert.True(measured is { Floor: > 0, FloorError: > 0 }, measured.ToString());
        }
    }

    /// <summary>The twin iterates in double precision until no potential moves by more than 1e-4 ε, however long that takes.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Transport_that_settled_in_the_mean_has_the_value_of_one_that_settled_everywhere(ulong seed)
    {
        const int Size = 60;
        float[] cost = PairTable.SquaredDistances(TargetLaws.Draw(Narrow, Size, seed), TargetLaws.Draw(Narrow, Size, seed + 10));
        double epsilon = 0.02 * cost.Average(square => (double)square);
        double[] rows = new double[Size];
        double[] columns = new double[Size];
        double moved = double.PositiveInfinity;
        for (int round = 0; round < 20_000 && moved > 1e-4 * epsilon; round++)
        {
            columns = Projected((column, row) => cost[(row * Size) + column], rows, epsilon);
            double[] next = Projected((row, column) => cost[(row * Size) + column], columns, epsilon);
            moved = rows.Zip(next, (old, now) => Math.Abs(old - now)).Max();
            rows = next;
        }

        double value = new EntropicTransport(cost, Size, epsilon).Solve();

        Assert.True(moved <= 1e-4 * epsilon, $"the twin still moves by {moved / epsilon} ε");
        Assert.Equal(rows.Average() + columns.Average(), value, 1e-3 * epsilon);
    }

    [Fact]
    public void A_comparison_of_true_draws_without_a_number_leaves_a_reason_in_place_of_a_floor()
    {
        Gaussian hill = new(new GaussianOptions());

        Measurement.NotApplicable answer = Assert.IsType<Measurement.NotApplicable>(Measure(new SometimesLost(), hill, Marked()));
        Measurement.NotApplicable again = Assert.IsType<Measurement.NotApplicable>(Measure(new SometimesLost(), hill, Marked()));

        Assert.Contains("2 of 10 comparisons of true draws with true ones gave no finite number", answer.Reason, StringComparison.Ordinal);
        Assert.Equal(answer, again);
    }

    [Theory]
    [InlineData(double.NaN, 0.1, 0.2, "value is not a finite number")]
    [InlineData(double.NegativeInfinity, 0.1, 0.2, "value is not a finite number")]
    [InlineData(1, double.PositiveInfinity, 0.2, "standard error is infinite")]
    [InlineData(1, 0.1, double.NaN, "true draws get no finite number")]
    [InlineData(1, 0.1, double.PositiveInfinity, "true draws get no finite number")]
    [InlineData(1, 0.1, 0.2, null)]
    [InlineData(1, double.NaN, 0.2, null)]
    public void What_is_not_finite_is_told_and_not_printed(double value, double error, double floor, string? reason)
    {
        Measurement answer = Measure(new Fixed(value, error, floor), Narrow, new Batch(2, 10));

        Assert.Equal(reason is null, answer is Measurement.Measured);
        Assert.Contains(reason ?? string.Empty, (answer as Measurement.NotApplicable)?.Reason ?? string.Empty, StringComparison.Ordinal);
    }

    /// <summary>Cauchy coordinates have neither mean nor variance; a stray at 1e30 lies so far out that squares overflow a float, which once kept the assignment busy for ever.</summary>
    [Theory]
    [InlineData(0f)]
    [InlineData(1e30f)]
    public void No_metric_of_the_library_prints_what_is_not_a_number_where_tails_are_heavy(float stray)
    {
        Cauchy target = new();
        Batch draws = TargetLaws.Draw(target, 200, seed: 4);
        draws[1, 0] += stray;

        Measurement[] answers = [.. MetricSuite.Everything().Metrics.Select(metric => Measure(metric, target, draws))];

        Assert.True(answers.OfType<Measurement.Measured>().Count() >= 5);
        Assert.All(answers.OfType<Measurement.Measured>(), answer => Assert.True(
            double.IsFinite(answer.Value) && !double.IsInfinity(answer.StandardError) && double.IsFinite(answer.Floor ?? 0) && double.IsFinite(answer.FloorError ?? 0), answer.ToString()));
    }

    private static Batch Marked()
    {
        Batch draws = new(2, 2);
        draws[0, 0] = 1000;
        return draws;
    }

    private static double[] Projected(Func<int, int, double> cost, double[] potential, double epsilon) =>
    [
        .. Enumerable.Range(0, potential.Length).Select(row =>
        {
            double[] exponents = [.. potential.Select((value, column) => (value - cost(row, column)) / epsilon)];
            double largest = exponents.Max();
            return -epsilon * (largest + Math.Log(exponents.Average(exponent => Math.Exp(exponent - largest))));
        }),
    ];

    private static Measurement Measure(IMetric metric, ITarget target, Batch draws) => metric.Measure(new Draws(draws, EvaluationCost.None), target, RandomStream.FromSeed(100));

    /// <summary>Knows draws by their first coordinate; loses every fifth comparison of true ones.</summary>
    private sealed class SometimesLost() : TwoSampleMetric("sometimes-lost", largestChunk: 2, mostChunks: 1)
    {
        private int comparisons;

        private protected override double Compare(Batch draws, Batch exact, RandomStream random) =>
            draws[0, 0] == 1000 ? 1 : ++comparisons % 5 == 0 ? double.NaN : comparisons;
    }

    private sealed class Fixed(double value, double error, double floor) : Metric("fixed")
    {
        protected override Measurement Evaluate(Batch points, ITarget target, RandomStream random) => Measured(value, error, floor);
    }

    private sealed class Cauchy : ITarget, IHasExactDraws
    {
        public string Name => "cauchy";

        public int Dimension => 2;

        public void DrawExactly(Batch destination, RandomStream random)
        {
            for (int index = 0; index < destination.Values.Length; index++)
            {
                destination.Values[index] = (float)Math.Tan(Math.PI * (random.NextDouble() - 0.5));
            }
        }

        public void LogDensity(Batch points, Span<double> logDensity) => LogDensityAndScore(points, logDensity, new Batch(points.Count, 2));

        public void LogDensityAndScore(Batch points, Span<double> logDensity, Batch score)
        {
            for (int row = 0; row < points.Count; row++)
            {
                logDensity[row] = 0;
                for (int column = 0; column < 2; column++)
                {
                    double x = points[row, column];
                    logDensity[row] -= Math.Log(Math.PI * (1 + (x * x)));
                    score[row, column] = (float)(-2 * x / (1 + (x * x)));
                }
            }
        }
    }
}
