using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Targets;

namespace Samovar.Tests.Targets;

/// <summary>Targets that are posteriors, against their definitions written once more, and by independent ways to their evidence.</summary>
public sealed class PosteriorTargetTests
{
    /// <summary>The walk is integrated by the Kalman filter, the two scales by the trapezoidal rule, which is exact to all digits for such decay.</summary>
    [Fact]
    public void Brownian_has_the_evidence_that_filter_and_quadrature_give()
    {
        const int Nodes = 301;
        const double Reach = 9;
        const double Spacing = 2 * Reach / (Nodes - 1);
        double evidence = 0;
        double innovationMean = 0;
        double observationMean = 0;
        for (int first = 0; first < Nodes; first++)
        {
            for (int second = 0; second < Nodes; second++)
            {
                (double logInnovation, double logObservation) = (-Reach + (first * Spacing), -Reach + (second * Spacing));
                double logPrior = -0.125 * ((logInnovation * logInnovation) + (logObservation * logObservation));
                double density = Math.Exp(logPrior + LogMarginal(Math.Exp(2 * logInnovation), Math.Exp(2 * logObservation))) / (8 * Math.PI);
                evidence += density;
                innovationMean += density * Math.Exp(logInnovation);
                observationMean += density * Math.Exp(logObservation);
            }
        }

        Assert.Equal(new Brownian().LogNormalizer, Math.Log(evidence * Spacing * Spacing), 1e-5);
        Assert.Equal(0.11554, innovationMean / evidence, 1e-5);
        Assert.Equal(0.11266, observationMean / evidence, 1e-5);
    }

    [Fact]
    public void Brownian_is_prior_times_likelihood()
    {
        Brownian target = new();
        Batch points = new(5, 32);
        RandomStream.FromSeed(81).FillNormal(points.Values);
        double[] logDensity = new double[5];

        target.LogDensity(points, logDensity);

        for (int row = 0; row < 5; row++)
        {
            double innovation = Math.Exp(points[row, 0]);
            double observation = Math.Exp(points[row, 1]);
            double expected = LogNormal(points[row, 0], 2) + LogNormal(points[row, 1], 2);
            for (int position = 0; position < 30; position++)
            {
                expected += LogNormal(points[row, 2 + position] - (position == 0 ? 0 : points[row, 1 + position]), innovation);
            }

            expected += Brownian.Observations.Sum(seen => LogNormal(points[row, 2 + seen.Position] - seen.Value, observation));
            Assert.Equal(expected, logDensity[row], 1e-5 * Math.Max(1, Math.Abs(expected)));
        }
    }

    /// <summary>Plate 1 has r = 10, n = 39, no factor; plate 21 r = 3, n = 7, both.</summary>
    [Theory]
    [InlineData(0, 10, 39, 0, 0)]
    [InlineData(4, 17, 39, 0, 0)]
    [InlineData(5, 5, 6, 0, 1)]
    [InlineData(10, 10, 13, 0, 1)]
    [InlineData(11, 8, 16, 1, 0)]
    [InlineData(15, 0, 4, 1, 0)]
    [InlineData(16, 3, 12, 1, 1)]
    [InlineData(20, 3, 7, 1, 1)]
    public void Seeds_moves_with_an_effect_as_the_binomial_of_its_plate(int plate, int germinated, int sown, int type, int extract)
    {
        Seeds target = new();
        Batch points = new(2, 26);
        new[] { -0.5f, 0.1f, 1.3f, -0.8f, 1.5f }.CopyTo(points.Row(0));
        points.Row(0).CopyTo(points.Row(1));
        points[1, 5 + plate] = 0.75f;
        double[] logDensity = new double[2];

        target.LogDensity(points, logDensity);

        double logit = -0.5 + (0.1 * type) + (1.3 * extract) - (0.8 * type * extract);
        double LogLikelihood(double value) => (germinated * value) - (sown * Math.Log(1 + Math.Exp(value)));
        double expected = LogLikelihood(logit + 0.75) - LogLikelihood(logit) - (0.5 * Math.Exp(1.5) * 0.75 * 0.75);
        Assert.Equal(expected, logDensity[1] - logDensity[0], 1e-4);
    }

    /// <summary>With no effect and all coefficients 0 every seed germinates with probability ½.</summary>
    [Fact]
    public void Seeds_at_zero_is_prior_times_fair_coins()
    {
        double[] logDensity = new double[1];
        new Seeds().LogDensity(new Batch(1, 26), logDensity);

        const double LogGammaOfShape = 4.599479878042022;
        double prior = (4 * LogNormal(0, 10)) + (21 * LogNormal(0, 1)) + (0.01 * Math.Log(0.01)) - LogGammaOfShape - 0.01;
        int[] sown = [39, 62, 81, 51, 39, 6, 74, 72, 51, 79, 13, 16, 30, 28, 45, 4, 12, 41, 30, 51, 7];
        int[] germinated = [10, 23, 23, 26, 17, 5, 53, 55, 32, 46, 10, 8, 10, 8, 23, 0, 3, 22, 15, 32, 3];
        double coins = sown.Zip(germinated).Sum(plate => LogFactorial(plate.First) - LogFactorial(plate.Second) - LogFactorial(plate.First - plate.Second))
            - (sown.Sum() * Math.Log(2));

        Assert.Equal(prior + coins, logDensity[0], 1e-6);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Planar_robot_is_prior_times_the_nearest_goal(int goals)
    {
        PlanarRobot target = new(new PlanarRobotOptions { Goals = goals });
        (double X, double Y)[] places = [(7, 0), (-7, 0), (0, 7), (0, -7)];
        Batch points = new(8, 10);
        RandomStream.FromSeed(82).FillNormal(points.Values);
        double[] logDensity = new double[8];

        target.LogDensity(points, logDensity);

        for (int row = 0; row < 8; row++)
        {
            (double x, double y, double direction, double expected) = (0, 0, 0, 0);
            for (int link = 0; link < 10; link++)
            {
                direction += points[row, link];
                x += Math.Cos(direction);
                y += Math.Sin(direction);
                expected += LogNormal(points[row, link], link == 0 ? 1 : 0.2);
            }

            expected += places.Take(goals).Max(place => LogNormal(x - place.X, 0.01) + LogNormal(y - place.Y, 0.01));
            Assert.Equal(expected, logDensity[row], 1e-6 * Math.Abs(expected));
        }
    }

    [Fact]
    public void Two_goals_are_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => new PlanarRobotOptions { Goals = 2 });

    private static double LogMarginal(double innovation, double observation)
    {
        (double mean, double variance, double sum) = (0, 0, 0);
        int next = 0;
        for (int position = 0; position < 30; position++)
        {
            variance += innovation;
            if (next < Brownian.Observations.Length && Brownian.Observations[next].Position == position)
            {
                double surprise = Brownian.Observations[next++].Value - mean;
                double total = variance + observation;
                sum += LogNormal(surprise, Math.Sqrt(total));
                (mean, variance) = (mean + (variance / total * surprise), variance * observation / total);
            }
        }

        return sum;
    }

    private static double LogNormal(double deviation, double scale) =>
        (-0.5 * deviation * deviation / (scale * scale)) - Math.Log(scale) - (0.5 * Math.Log(2 * Math.PI));

    private static double LogFactorial(int number) => Enumerable.Range(1, number).Sum(factor => Math.Log(factor));
}
